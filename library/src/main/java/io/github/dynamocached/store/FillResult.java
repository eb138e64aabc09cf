package io.github.dynamocached.store;

/** What became of a {@link Fill}. */
public enum FillResult {
    /** The value is in the slot. */
    STORED,
    /** The token is gone, so the key was evicted since it was made: nothing was stored. */
    REJECTED,
    /** The key has its greatest number of variants: nothing was stored. */
    TOO_MANY_VARIANTS,
    /** The value is one item that has ended by itself: an absence is in the slot, or nothing if it is not to be stored. */
    ENDED
}
