package io.github.dynamocached;

/** What the read rule says about the value of a slot, in the words of RFC 9111. */
public enum Freshness {
    /** The value may be returned. */
    FRESH,
    /** The value may be returned while it is refreshed. */
    STALE,
    /** The value answers only a load that failed (stale-if-error). */
    EXPIRED,
    /** There is no value. */
    ABSENT
}
