package io.github.dynamocached;

/** What the caller of a writing method sees if Redis did not acknowledge the eviction. It is queued in any case. */
public enum OnEvictFailure {
    /** Nothing: the method returns as it would without a cache. */
    QUEUE,
    /** An {@link UnacknowledgedEvictionException}, after the write. */
    THROW
}
