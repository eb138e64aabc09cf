package io.github.dynamocached.annotation;

/** What it means that the result of a method that reads many keys has no value for one of them. */
public enum Missing {

    /** {@link #ABSENT} in a {@code Map}, {@link #UNKNOWN} in a list or another collection. */
    BY_RESULT,

    /** There is no item of the key. The absence is cached for the time to live of absences. */
    ABSENT,

    /**
     * Nothing is known of the key: it was not processed ({@code UnprocessedKeys}), for instance, or was filtered out.
     * Nothing is cached for it.
     */
    UNKNOWN
}
