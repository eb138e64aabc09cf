package io.github.dynamocached.store;

/** The result of a {@link Fill}. */
public enum FillResult {
    /** The value is stored. */
    STORED,
    /** Nothing was stored: the token is gone, so the key was evicted after it was made. */
    REJECTED,
    /** Nothing was stored: the key has its greatest number of variants. */
    TOO_MANY_VARIANTS,
    /** The item had ended by itself. A null result is stored, or nothing if null results are not stored. */
    ENDED
}
