package io.github.dynamocached;

/** What happened to a value that was loaded under a lease or written through. */
public enum FillOutcome {
    /** It is stored. */
    STORED,
    /** The key was evicted since the lease was taken. */
    REJECTED,
    /** The key has its greatest number of variants. */
    TOO_MANY_VARIANTS,
    /** It is larger than {@link CacheSettings#maxEntrySize()}. */
    TOO_LARGE,
    /** The method does not want its result stored ({@code unless}). */
    NOT_WANTED,
    /** It is a null result, and {@link CacheSettings#negativeTtl()} is 0. */
    NO_LIFETIME,
    /** It is an item past its own end in DynamoDB, and is stored as a null result. */
    ENDED,
    /** It cannot be encoded, would be decoded to another value, or its key is not that of the entity. */
    NOT_STORABLE,
    /** Its key had changed when it was computed again after the load. */
    KEY_CHANGED,
    /** The server did not answer in time, or answered with an error. The value may be stored or not. */
    FAILED
}
