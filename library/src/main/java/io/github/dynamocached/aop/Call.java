package io.github.dynamocached.aop;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/** One call of an annotated method, as expressions see it. Used by one thread at a time. */
final class Call {

    private final MethodInvocation invocation;
    private final boolean cloned;
    private @Nullable Object result;
    private @Nullable Object element;

    Call(MethodInvocation invocation) {
        this(invocation, false);
    }

    private Call(MethodInvocation invocation, boolean cloned) {
        this.invocation = invocation;
        this.cloned = cloned;
    }

    /**
     * The same call to be made later on another thread, with every advice inside ours run again; null if the kind of
     * proxy does not allow that.
     */
    @Nullable
    Call again() {
        return invocation instanceof ProxyMethodInvocation proxied ? new Call(proxied.invocableClone(), true) : null;
    }

    /**
     * The same call to be made now with another argument, which every advice inside ours sees as well.
     *
     * @throws IllegalStateException if the kind of proxy does not allow that
     */
    Call with(int parameter, Object argument) {
        if (!(invocation instanceof ProxyMethodInvocation proxied)) {
            throw new IllegalStateException("This kind of proxy cannot call a method with other arguments");
        }
        @Nullable Object[] changed = arguments().clone();
        changed[parameter] = argument;
        return new Call(proxied.invocableClone(changed), true);
    }

    /** Calls the method. Aspects inside ours look for their call on the thread, where a clone is not known yet. */
    @Nullable
    Object proceed() throws Throwable {
        return cloned ? ExposeInvocationInterceptor.INSTANCE.invoke(invocation) : invocation.proceed();
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

    /** Goes to an element of a collection, for the expressions of one element. */
    Call at(@Nullable Object next) {
        element = next;
        return this;
    }

    /** The element that the call is at. */
    @Nullable
    Object element() {
        return element;
    }
}
