package io.github.dynamocached.aop;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** One call of an annotated method: what expressions see of it. Used by the thread of the caller alone. */
final class Call {

    private final MethodInvocation invocation;
    private @Nullable Object result;

    Call(MethodInvocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The same call to be made later on another thread, with every advice inside ours run again; null if the kind of
     * proxy does not allow that.
     */
    @Nullable
    Call again() {
        return invocation instanceof ProxyMethodInvocation proxied ? new Call(proxied.invocableClone()) : null;
    }

    /** Calls the method. */
    @Nullable
    Object proceed() throws Throwable {
        return invocation.proceed();
    }

    @Nullable
    Object target() {
        return invocation.getThis();
    }

    @Nullable
    Object[] arguments() {
        return invocation.getArguments();
    }

    /** Remembers the value that the method returned, for what needs it. */
    void returned(@Nullable Object value) {
        this.result = value;
    }

    @Nullable
    Object result() {
        return result;
    }
}
