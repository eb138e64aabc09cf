package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * A key of an eviction that is made of nothing but attributes of one entity, so that it can be asked of any.
 *
 * @param entity the class of the entity
 * @param key builds the key
 * @param method the method that evicts
 * @param parameter the parameter that is the entity, null where the result is
 */
record EntityExpression(
        Class<?> entity,
        KeyBuilder key,
        Method method,
        @Nullable Integer parameter) {

    /** Whether the eviction of an entity may be one of a key; also where its attributes give none. */
    boolean mayGive(CacheKey expected, Object value) {
        try {
            return key.keyFor(callWith(value)).equals(expected);
        } catch (Throwable unknown) {
            return true;
        }
    }

    private Call callWith(Object value) {
        @Nullable Object[] arguments = new Object[method.getParameterCount()];
        if (parameter != null) {
            arguments[parameter] = value;
        }
        Call call = new Call(new Sample(method, arguments));
        call.returned(value);
        return call;
    }

    /** A call that nobody makes. */
    private static final class Sample implements MethodInvocation {

        private final Method method;
        private final @Nullable Object[] values;

        Sample(Method method, @Nullable Object[] values) {
            this.method = method;
            this.values = values;
        }

        @Override
        public Method getMethod() {
            return method;
        }

        @Override
        public @Nullable Object[] getArguments() {
            return values;
        }

        @Override
        public @Nullable Object proceed() {
            throw new UnsupportedOperationException("This call is a sample");
        }

        @Override
        public @Nullable Object getThis() {
            return null;
        }

        @Override
        public AccessibleObject getStaticPart() {
            return method;
        }
    }
}
