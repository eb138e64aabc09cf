package io.github.dynamocached.aop;

import java.lang.reflect.Method;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/** Matches the annotated methods of beans. */
final class CachingPointcut extends StaticMethodMatcherPointcut {

    private final AnnotatedMethods methods;

    CachingPointcut(AnnotatedMethods methods, ProxyForecast forecast, StartCheck check) {
        this.methods = methods;
        setClassFilter(new AnnotatedClasses(methods, forecast, check));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return methods.find(method, targetClass) != null;
    }

    /** A class of which there can be no proxy is refused before the advice of others fails to make one. */
    private record AnnotatedClasses(AnnotatedMethods methods, ProxyForecast forecast, StartCheck check)
            implements ClassFilter {

        @Override
        public boolean matches(Class<?> type) {
            if (!methods.areIn(type)) {
                return false;
            }
            if (forecast.isImpossible(type)) {
                check.refuseProxyOf(type);
            }
            return true;
        }
    }
}
