package io.github.dynamocached.aop;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Hands the calls of annotated methods to what was compiled for them. */
final class CachingInterceptor implements MethodInterceptor {

    private final AnnotatedMethods methods;

    CachingInterceptor(AnnotatedMethods methods) {
        this.methods = methods;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        AnnotatedMethod method =
                target == null ? null : methods.find(invocation.getMethod(), AopUtils.getTargetClass(target));
        return method == null ? invocation.proceed() : method.compiled().invoke(new Call(invocation));
    }
}
