package io.github.dynamocached;

/** What became of a value that was loaded under a lease, or written through. */
public enum FillOutcome {
    /** It is in the cache. */
    STORED,
    /** The key was evicted since the lease was taken. */
    REJECTED,
    /** The key has its greatest number of variants. */
    TOO_MANY_VARIANTS,
    /** It is larger than {@link CacheSettings#maxEntrySize()}. */
    TOO_LARGE,
    /** The method says that its result is not to be stored ({@code unless}). */
    NOT_WANTED,
    /** It has no lifetime, as an absence in a cache without {@link CacheSettings#negativeTtl()}. */
    NO_LIFETIME,
    /** It is an item past its own time to live, and stored as an absence. */
    ENDED,
    /** It cannot be encoded, would come back from its bytes as another value, or lies under another key than its own. */
    NOT_STORABLE,
    /** Its key was another one when it was computed again after the load. */
    KEY_CHANGED,
    /** The server has not answered in time or with an error. It may be stored. */
    FAILED
}
