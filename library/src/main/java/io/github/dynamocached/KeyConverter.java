package io.github.dynamocached;

import java.util.function.Function;

/**
 * Says how a parameter of a type of the application becomes a part of a key, wherever one stands: as an argument, in what
 * an expression gives, or in a collection. Entities have their own keys and are not converted.
 *
 * <p>Called by many threads at once, for every key of such a type; it should not block. An exception of it reaches the
 * caller of the annotated method.
 *
 * @param <T> the type
 */
public interface KeyConverter<T> {

    /**
     * The type of what is converted, subtypes included. The converter of the class itself goes before those of its
     * supertypes; among these the first in the order of beans counts.
     *
     * @return a class or an interface
     */
    Class<T> type();

    /**
     * The part for a value. Different values must have different parts: where they do not, one is returned for the other.
     * All nodes, and readers and writers, need the same converters.
     *
     * @param value a value, never null
     * @return a text, a number, bytes, or anything else that can be part of a key, such as a list of these; not converted
     *     again
     */
    Object partOf(T value);

    /**
     * A converter.
     *
     * @param type the type of what is converted
     * @param converter gives the part for a value
     * @param <T> the type
     * @return the converter
     */
    static <T> KeyConverter<T> of(Class<T> type, Function<? super T, ?> converter) {
        return new KeyConverter<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public Object partOf(T value) {
                return converter.apply(value);
            }
        };
    }
}
