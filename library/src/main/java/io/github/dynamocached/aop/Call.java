package io.github.dynamocached.aop;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** One call of an annotated method: what expressions see of it. Used by the thread of the caller alone. */
final class Call {

    private final MethodInvocation invocation;
    private @Nullable Object result;

    Call(MethodInvocation invocation) {
        this.invocation = invocation;
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
