package io.github.dynamocached.annotation;

/** The meaning of a key without a value in the result of a method that reads many keys. */
public enum Missing {

    /** {@link #ABSENT} in a {@code Map}, {@link #UNKNOWN} in a list or another collection. */
    BY_RESULT,

    /** There is no item with the key. The absence is cached for {@code negative-ttl}. */
    ABSENT,

    /**
     * Nothing is known of the key. For example it was not processed ({@code UnprocessedKeys}), or a filter left it out. Nothing is
     * cached for it.
     */
    UNKNOWN
}
