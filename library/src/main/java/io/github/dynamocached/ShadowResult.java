package io.github.dynamocached;

/** What the comparison of a hit with DynamoDB has shown. */
public enum ShadowResult {
    /** The value was that of DynamoDB. */
    RIGHT,
    /**
     * The value was not that of DynamoDB, and nothing has evicted it even a fence later. An eviction was lost, is still pending
     * on another node, or a writer does not evict.
     */
    WRONG,
    /** The value was evicted or replaced meanwhile, as after every write. */
    CHANGED,
    /** The value was not that of DynamoDB, in a cache that nobody evicts: its values are as old as their ttl allows. */
    AGED,
    /** Two loads in a row have returned different values, so the method or its item never stays the same. */
    INCOMPARABLE,
    /** The load was not seen to read DynamoDB consistently and nothing else, it failed, or Redis did not answer. */
    UNVERIFIABLE,
    /** It was not compared: too many comparisons were under way, their share was used up, or DynamoDB throttled. */
    DROPPED
}
