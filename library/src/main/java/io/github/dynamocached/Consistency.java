package io.github.dynamocached;

/** How the loads of a cache read DynamoDB, and what a read promises after an eviction. */
public enum Consistency {
    /**
     * Loads are eventually consistent, except soon after an eviction. Costs nothing extra. A read may see an old item while
     * DynamoDB's replicas lag.
     */
    EVENTUAL,
    /**
     * Loads read consistently, so a read that starts after an acknowledged eviction sees the write. Costs twice the read
     * units per load.
     */
    STRICT,
    /**
     * Like strict, and each write is announced first. Nothing is stored until the write has ended or its fence has run out.
     * A process that dies between its write and its eviction leaves nothing stale behind. Costs one more Redis command per
     * write, and a key is not cached while it is written.
     */
    FENCED
}
