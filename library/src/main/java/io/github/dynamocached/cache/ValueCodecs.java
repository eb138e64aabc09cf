package io.github.dynamocached.cache;

import java.lang.reflect.Type;

/** The port that finds the codec of a result type. */
@FunctionalInterface
public interface ValueCodecs {

    /**
     * The codec of a result type. The same type gives the same format on every node and after every restart.
     *
     * @param type the result type with its type arguments, {@code Optional} already taken off
     * @return the codec
     * @throws IllegalArgumentException if values of the type cannot be cached; the message says why and what to do
     */
    ValueCodec codecOf(Type type);
}
