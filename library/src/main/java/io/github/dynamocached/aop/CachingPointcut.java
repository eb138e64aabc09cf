package io.github.dynamocached.aop;

import java.lang.reflect.Method;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/** Matches the annotated methods of beans. */
final class CachingPointcut extends StaticMethodMatcherPointcut {

    private final AnnotatedMethods methods;

    CachingPointcut(AnnotatedMethods methods) {
        this.methods = methods;
        setClassFilter(new AnnotatedClasses(methods));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return methods.find(method, targetClass) != null;
    }

    private record AnnotatedClasses(AnnotatedMethods methods) implements ClassFilter {

        @Override
        public boolean matches(Class<?> type) {
            return methods.areIn(type);
        }
    }
}
