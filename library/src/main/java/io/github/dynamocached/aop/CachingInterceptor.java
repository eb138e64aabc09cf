package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;

/** Hands the calls of annotated methods to what was compiled for them. */
final class CachingInterceptor implements MethodInterceptor {

    private final AnnotatedMethods methods;
    private final StartCheck check;

    CachingInterceptor(AnnotatedMethods methods, StartCheck check) {
        this.methods = methods;
        this.check = check;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        AnnotatedMethod method =
                target == null ? null : methods.find(invocation.getMethod(), AopUtils.getTargetClass(target));
        if (method == null) {
            return invocation.proceed();
        }
        method.requireOrderOf(invocation instanceof ProxyMethodInvocation proxied ? proxied.getProxy() : null);
        return compiled(method).invoke(new Call(invocation));
    }

    /** A call before the end of the start, as in an initializing method, does not show one problem in place of all. */
    private CachedMethod compiled(AnnotatedMethod method) {
        try {
            return method.compiled();
        } catch (MisuseException problem) {
            check.throwAllWith(problem);
            throw problem;
        }
    }
}
