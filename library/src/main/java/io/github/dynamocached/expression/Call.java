package io.github.dynamocached.expression;

import io.github.dynamocached.deferred.Suspending;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/** One call of an annotated method, as expressions see it. Used by one thread at a time. */
public final class Call {

    private final MethodInvocation invocation;
    private final boolean cloned;
    private @Nullable Object result;
    private @Nullable Object element;

    /**
     * A call as the proxy hands it over.
     *
     * @param invocation the call, as the proxy hands it over
     */
    public Call(MethodInvocation invocation) {
        this(invocation, false);
    }

    private Call(MethodInvocation invocation, boolean cloned) {
        this.invocation = invocation;
        this.cloned = cloned;
    }

    /**
     * The same call to be made later on another thread, with every advice inside ours run again; null if the kind of
     * proxy does not allow that.
     *
     * @return a clone of the call, or null
     */
    @Nullable
    public Call again() {
        return invocation instanceof ProxyMethodInvocation proxied ? new Call(proxied.invocableClone(), true) : null;
    }

    /**
     * The same call to be made now with another argument, which every advice inside ours sees as well.
     *
     * @param parameter the index of the parameter, from 0
     * @param argument the other argument
     * @return a clone of the call
     * @throws IllegalStateException if the kind of proxy does not allow that
     */
    public Call with(int parameter, Object argument) {
        if (!(invocation instanceof ProxyMethodInvocation proxied)) {
            throw new IllegalStateException("This kind of proxy cannot call a method with other arguments");
        }
        @Nullable Object[] changed = arguments().clone();
        changed[parameter] = argument;
        return new Call(proxied.invocableClone(changed), true);
    }

    /**
     * Calls the method. Aspects inside ours look for their call on the thread, where a clone is not known yet.
     *
     * @return what the method returns, which may be null
     * @throws Throwable what the method throws
     */
    @Nullable
    public Object proceed() throws Throwable {
        takeLoadAlong();
        return cloned ? ExposeInvocationInterceptor.INSTANCE.invoke(invocation) : invocation.proceed();
    }

    /** A suspending function goes on on other threads. */
    private void takeLoadAlong() {
        @Nullable Object[] given = invocation.getArguments();
        @Nullable Object[] taking = Suspending.withinLoad(given);
        if (taking != given && invocation instanceof ProxyMethodInvocation proxied) {
            proxied.setArguments(taking);
        }
    }

    @Nullable
    Object target() {
        return invocation.getThis();
    }

    /**
     * The arguments, in the order of the parameters.
     *
     * @return the arguments; do not change the array
     */
    @Nullable
    public Object[] arguments() {
        return invocation.getArguments();
    }

    /**
     * Remembers the value that the method returned, for what needs it.
     *
     * @param value the result, null for none
     */
    public void returned(@Nullable Object value) {
        this.result = value;
    }

    /**
     * What the method has returned.
     *
     * @return the remembered result, null before the method has returned
     */
    @Nullable
    public Object result() {
        return result;
    }

    /**
     * Goes to an element of a collection, for the expressions of one element.
     *
     * @param next the element to go to
     * @return this call
     */
    public Call at(@Nullable Object next) {
        element = next;
        return this;
    }

    /** The element that the call is at. */
    @Nullable
    Object element() {
        return element;
    }
}
