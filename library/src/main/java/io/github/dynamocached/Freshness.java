package io.github.dynamocached;

/** Whether a stored value may be returned, in the words of RFC 9111. */
public enum Freshness {
    /** The value may be returned. */
    FRESH,
    /** The value may be returned while it is refreshed. */
    STALE,
    /** The value may be returned only if the load fails (stale-if-error). */
    EXPIRED,
    /** There is no value. */
    NONE
}
