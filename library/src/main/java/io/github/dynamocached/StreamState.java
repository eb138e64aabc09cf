package io.github.dynamocached;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How this node follows the stream of one table at one moment.
 *
 * @param table the name of the table
 * @param leader whether this node reads the stream. Otherwise another node does, or nobody
 * @param shards how many shards this node reads
 * @param lag the age of the oldest change that may not be evicted yet, at least the time since the last read of a shard. 0 on
 *     a node that does not read
 * @param sweeping whether the caches of the table are about to be evicted as a whole, because it is not known which changes
 *     were missed
 * @param problem why the stream is not followed, and what to do; empty if it is followed
 * @param notWellSince since when there has been a problem or a lag above 10 seconds, by the clock of this node; empty if there
 *     is neither
 */
public record StreamState(
        String table,
        boolean leader,
        int shards,
        Duration lag,
        boolean sweeping,
        Optional<String> problem,
        Optional<Instant> notWellSince) {

    /** {@return whether there is no problem, and the lag is at most 10 seconds} */
    public boolean isWell() {
        return notWellSince.isEmpty();
    }
}
