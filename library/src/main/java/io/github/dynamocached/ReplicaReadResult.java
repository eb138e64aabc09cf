package io.github.dynamocached;

/** What came of a read that a replica was to answer. */
public enum ReplicaReadResult {
    /** The replica has answered. */
    ANSWERED,
    /** The replica failed or did not answer in time, so the primary was asked. */
    RETRIED,
    /** No replica can be read, so the primary was asked at once. */
    NO_REPLICA
}
