package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.StreamListener;
import io.github.dynamocached.TableBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table, its stream, Redis, and nodes that follow the stream, all of them fakes with one clock. */
final class FollowedTable {

    final MovableLoop loop = new MovableLoop();
    final FakeStreams streams = new FakeStreams(loop);
    final FakeTables tables = new FakeTables(streams);
    final FakeRedis redis = new FakeRedis(loop);
    final List<StreamListener> listeners = new ArrayList<>();
    StreamTimes times = StreamTimes.DEFAULT;

    /** A node that follows the stream from now on. */
    TableReader node(String name) {
        TableReader node = new TableReader(new StreamTable(
                "users",
                "users",
                name,
                new StreamCalls(tables, streams),
                redis,
                new StreamRecords(List.of(new TableBinding("users", "users", List.of("id"))), parts -> parts),
                Map.of("users", redis),
                loop,
                times,
                listeners));
        node.start();
        loop.runDue();
        return node;
    }

    /** A node ends as it should. */
    void stop(TableReader node) {
        assertThat(node.stop()).isCompletedWithValue(true);
    }

    void seconds(long seconds) {
        loop.advance(Duration.ofSeconds(seconds));
    }

    /** A cached item is written by somebody else. */
    void write(FakeStreams.FakeShard shard, String id) {
        redis.fill(id);
        streams.write(shard, id);
    }

    /** How often all keys were evicted. */
    long sweeps() {
        return redis.evicted.stream().filter(CacheKey::isEveryKey).count();
    }
}
