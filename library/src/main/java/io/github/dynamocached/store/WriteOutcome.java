package io.github.dynamocached.store;

/** What is known of a write when it has ended. */
public enum WriteOutcome {
    /** It has succeeded. */
    WRITTEN,
    /** Nothing was written, and nothing will be. */
    NOT_WRITTEN,
    /**
     * Nothing was written, because the item is not as the caller has thought. That may come from the cache, so the caller has to
     * see the item when it reads again.
     */
    CONDITION_FAILED,
    /** It threw or timed out: it has landed, or may still do so. */
    UNKNOWN
}
