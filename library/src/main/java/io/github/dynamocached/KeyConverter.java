package io.github.dynamocached;

import java.util.function.Function;

/**
 * Converts values of one type of the application to parts of cache keys: arguments, results of key expressions, and the
 * elements of collections. Entities have their own keys and are not converted.
 *
 * <p>Called for every key with such a value, by many threads at once, so it should not block. The caller of the annotated
 * method gets its exceptions.
 *
 * @param <T> the type
 */
public interface KeyConverter<T> {

    /**
     * The type of the values, subtypes included. A converter of the class itself takes precedence over those of its
     * supertypes. Of several for supertypes, the first bean in order is used.
     *
     * @return a class or an interface
     */
    Class<T> type();

    /**
     * The key part for a value. Different values need different parts, or one is returned for the other. All nodes, and
     * readers and writers, need the same converters.
     *
     * @param value a value, never null
     * @return a text, a number, bytes, or anything else that can be part of a key, such as a list of these. It is not
     *     converted again
     */
    Object partOf(T value);

    /**
     * A converter that calls a function.
     *
     * @param type the type of the values
     * @param converter returns the key part for a value
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
