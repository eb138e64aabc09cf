package io.github.dynamocached.aop;

import java.lang.reflect.Method;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/** Matches the annotated methods of beans. */
final class CachingPointcut extends StaticMethodMatcherPointcut {

    private final AnnotatedMethods methods;

    CachingPointcut(AnnotatedMethods methods, ProxyForecast forecast) {
        this.methods = methods;
        setClassFilter(new AnnotatedClasses(methods, forecast));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return methods.find(method, targetClass) != null;
    }

    /** A class of which there can be no proxy is left alone, to be refused together with everything else. */
    private record AnnotatedClasses(AnnotatedMethods methods, ProxyForecast forecast) implements ClassFilter {

        @Override
        public boolean matches(Class<?> type) {
            return methods.areIn(type) && !forecast.isImpossible(type);
        }
    }
}
