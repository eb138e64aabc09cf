package io.github.dynamocached.streams;

/** The rules by which a leader follows a stream. Without any one of them, something stays stale. */
enum StreamRule {
    /** A position is kept only when its record was processed a minute ago. */
    POSITIONS_ARE_A_MINUTE_LATE,
    /** A position is that of a record whose eviction is acknowledged. */
    POSITIONS_ARE_ACKNOWLEDGED,
    /** No position is kept while the leader has yet to repeat an eviction that a failover has lost. */
    POSITIONS_WAIT_FOR_OWED_EVICTIONS,
    /** Only the leader of now keeps positions. */
    ONLY_THE_LEADER_KEEPS,
    /** All keys are evicted after the reading of all shards has begun. */
    SWEEP_FOLLOWS_ITERATORS,
    /** All keys are evicted a hold-off after that. */
    SWEEP_WAITS_FOR_THE_HOLD_OFF,
    /** Positions are kept a minute after all keys are evicted. */
    TRUST_IS_A_MINUTE_LATE,
    /** Only the shards of the first description are read from now on. */
    ONE_DESCRIPTION,
    /** A shard of which nothing is kept is read from its oldest record on. */
    NEW_SHARDS_ARE_READ_FROM_THEIR_BEGINNING,
    /** An expired iterator is never taken again at the next record. */
    EXPIRED_ITERATORS_MISS_NOTHING,
    /** Records that were trimmed before they were read make everything be evicted. */
    TRIMMED_RECORDS_ARE_MISSED,
    /** So does a shard that is gone before its end was read. */
    SHARDS_THAT_ARE_GONE_ARE_MISSED,
    /** What was kept a day ago is not trusted. */
    OLD_STATE_IS_NOT_TRUSTED,
    /** Nor is what was kept of another stream. */
    STATE_OF_ANOTHER_STREAM_IS_NOT_TRUSTED
}
