package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.StreamListener;
import io.github.dynamocached.StreamState;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.streams.FakeStreams.FakeShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table, its stream, Redis, and nodes that follow the stream, all of them fakes with one clock. */
final class FollowedTable {

    /** After so many seconds, the first leader has kept what the next one may trust. */
    static final int SETTLED = 70;

    final MovableLoop loop = new MovableLoop();
    final FakeStreams streams = new FakeStreams(loop);
    final FakeTables tables = new FakeTables(streams);
    final FakeRedis redis = new FakeRedis(loop);
    final List<StreamListener> listeners = new ArrayList<>();
    StreamTimes times = StreamTimes.DEFAULT;
    List<TableBinding> bindings = List.of(new TableBinding("users", "users", List.of("id")));

    /** A node that follows the stream. */
    record Node(TableReader reader, NodeLoop loop) {

        StreamState state() {
            return reader.state();
        }

        /** It ends as it should. */
        void stop() {
            assertThat(reader.stop()).isCompletedWithValue(true);
        }

        /** It dies without a word. */
        void kill() {
            loop.kill();
        }
    }

    Node node(String name) {
        NodeLoop own = new NodeLoop(loop);
        TableReader reader = new TableReader(new StreamTable(
                "users",
                "users",
                name,
                new StreamCalls(tables, streams),
                redis,
                new StreamRecords(bindings, parts -> parts),
                Map.of("users", redis),
                own,
                times,
                listeners));
        reader.start();
        loop.runDue();
        return new Node(reader, own);
    }

    /** A node that leads, and has kept what the next one may trust. */
    Node settledLeader(String name) {
        Node node = node(name);
        seconds(SETTLED);
        assertThat(node.state().leader()).isTrue();
        assertThat(node.state().sweeping()).isFalse();
        return node;
    }

    void seconds(long seconds) {
        loop.advance(Duration.ofSeconds(seconds));
    }

    /** A cached item is written by somebody else. */
    void write(FakeShard shard, String id) {
        redis.fill(id);
        streams.write(shard, id);
    }

    /** How often all keys were evicted. */
    long sweeps() {
        return redis.evicted.stream().filter(CacheKey::isEveryKey).count();
    }

    /** How often one key was evicted alone. */
    long evictions(String id) {
        return redis.evicted.stream().filter(key -> key.text().equals(id)).count();
    }
}
