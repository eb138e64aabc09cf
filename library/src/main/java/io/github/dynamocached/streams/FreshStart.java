package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.streams.StreamCalls.From;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/**
 * Begins to read a stream of which nothing is known. What is kept of it is removed first, so that the next leader does not
 * trust it. Then the open shards of one description are read from now on. Changes from before are not in them, so all keys
 * of the caches are evicted.
 *
 * <p>That waits for a hold-off: a load that began before the first read of a shard may have read an old item from a lagging
 * replica of DynamoDB, and evicting every key leaves no hold-off at keys that do not exist. The next leader is told positions
 * only after another minute, because a failover may lose the eviction, and this leader may end before it repeats it.
 */
final class FreshStart {

    private final StreamLeader leader;
    private final StreamTable table;
    private boolean reading;
    private boolean stopped;
    private int toBegin;
    private int failures;

    FreshStart(StreamLeader leader) {
        this.leader = leader;
        this.table = leader.table();
    }

    /** Whether the shards of its description are read. */
    boolean isReading() {
        return reading;
    }

    void stop() {
        stopped = true;
    }

    void begin() {
        leader.keep(leader.positions().removal(), removed -> {
            if (stopped) {
                return;
            }
            if (removed) {
                describe();
            } else {
                failures++;
                after(table.times().retryAfter(failures), this::begin);
            }
        });
    }

    private void describe() {
        table.loop().on(leader.descriptions().ask(), (described, failure) -> {
            if (stopped) {
                return;
            }
            if (described == null) {
                leader.failed(failure, pause -> after(pause, this::describe));
            } else {
                read(described);
            }
        });
    }

    private void read(DescribedStream described) {
        reading = true;
        leader.follow(described.arn());
        toBegin = described.open();
        long now = table.loop().millis();
        for (Shard shard : described.shards()) {
            if (DescribedStream.isOpen(shard)) {
                leader.positions().begin(shard.shardId(), StreamPositions.NONE);
                leader.read(shard.shardId(), From.NOW, now, this::begun);
            } else {
                leader.isDone(shard.shardId());
            }
        }
        if (toBegin == 0) {
            after(table.holdOff(), () -> sweep(table.everyKey()));
        }
    }

    private void begun() {
        toBegin--;
        if (toBegin == 0) {
            after(table.holdOff(), () -> sweep(table.everyKey()));
        }
    }

    private void sweep(Set<CacheKey> keys) {
        table.loop().on(table.evict(keys), (left, impossible) -> {
            if (stopped) {
                return;
            }
            if (left == null || !left.isEmpty()) {
                failures++;
                after(table.times().retryAfter(failures), () -> sweep(left == null ? keys : left));
            } else {
                table.listeners().forEach(listener -> listener.onSweep(table.name()));
                after(table.times().overlap(), leader::trust);
            }
        });
    }

    private void after(Duration delay, Runnable task) {
        leader.after(delay, () -> {
            if (!stopped) {
                task.run();
            }
        });
    }
}
