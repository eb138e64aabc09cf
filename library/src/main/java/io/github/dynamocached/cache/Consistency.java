package io.github.dynamocached.cache;

/** How the loads of a cache read DynamoDB, and so what a read promises after an eviction. */
public enum Consistency {
    /**
     * Loads may be eventually consistent, but for those soon after an eviction. Costs nothing; a read may see an old item
     * as long as DynamoDB's replicas lag.
     */
    EVENTUAL,
    /** Loads read consistently: a read that starts after an acknowledged eviction sees the write. Costs twice the read units per load. */
    STRICT
}
