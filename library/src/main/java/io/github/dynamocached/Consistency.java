package io.github.dynamocached;

/** How the loads of a cache read DynamoDB, and so what a read promises after an eviction. */
public enum Consistency {
    /**
     * Loads may be eventually consistent, but for those soon after an eviction. Costs nothing; a read may see an old item
     * as long as DynamoDB's replicas lag.
     */
    EVENTUAL,
    /** Loads read consistently: a read that starts after an acknowledged eviction sees the write. Costs twice the read units per load. */
    STRICT,
    /**
     * Strict, and a writer announces itself before its write: until the write has ended, or its fence has run out,
     * nothing is stored, so that a writer that dies between its write and its eviction leaves nothing stale behind. Costs
     * one more command to Redis per write, and the reads of a key while it is written.
     */
    FENCED
}
