package io.github.dynamocached.aop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The calls of woven methods. The aspect is one for all contexts of a class loader, so each context that has the mode ASPECTJ is
 * known here while it exists. A call belongs to the youngest context that knows the class of its object, or else to the youngest.
 */
final class WovenCalls {

    private static final List<WovenCalls> YOUNGEST_FIRST = new CopyOnWriteArrayList<>();

    private final AnnotatedMethods methods;
    private final DynamoCachingAdvisor.Interceptor interceptor;

    private WovenCalls(AnnotatedMethods methods, DynamoCachingAdvisor.Interceptor interceptor) {
        this.methods = methods;
        this.interceptor = interceptor;
    }

    /** What the aspect goes around. */
    @FunctionalInterface
    interface Body {

        /** Runs the method, with every aspect inside ours. It throws what the method throws. */
        @Nullable
        Object run() throws Throwable;
    }

    /** From now on the woven methods of a context are cached. */
    static WovenCalls begin(AnnotatedMethods methods, DynamoCachingAdvisor.Interceptor interceptor) {
        WovenCalls calls = new WovenCalls(methods, interceptor);
        YOUNGEST_FIRST.add(0, calls);
        return calls;
    }

    void end() {
        YOUNGEST_FIRST.remove(this);
    }

    /**
     * Who answers a call.
     *
     * @param executed the method with the aspect around it
     * @return null if nobody does: there is no context, an overriding method has called this one, or it runs for a call that is
     *     answered already
     */
    static @Nullable WovenCalls of(Method executed, Object bean) {
        if (YOUNGEST_FIRST.isEmpty() || executed.isBridge() || WovenInvocation.isWithin(executed, bean)) {
            return null;
        }
        WovenCalls calls = ofClass(bean.getClass());
        AnnotatedMethod method = calls.methods.find(executed, bean.getClass());
        return method != null && method.method().equals(executed) ? calls : null;
    }

    private static WovenCalls ofClass(Class<?> type) {
        for (WovenCalls calls : YOUNGEST_FIRST) {
            if (calls.methods.isKnown(type)) {
                return calls;
            }
        }
        return YOUNGEST_FIRST.get(0);
    }

    /** Answers a call. What the method throws comes out as it is. */
    @Nullable
    Object answer(Object bean, Method method, @Nullable Object[] arguments, Body body) {
        try {
            return interceptor.invoke(new WovenInvocation(bean, method, arguments, body));
        } catch (Throwable thrown) {
            throw WovenCalls.<RuntimeException>asUnchecked(thrown);
        }
    }

    /** The aspect may only declare what every method declares, which is nothing. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T asUnchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
