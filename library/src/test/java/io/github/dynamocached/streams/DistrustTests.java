package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.streams.FakeStreams.FakeShard;
import io.github.dynamocached.streams.FollowedTable.Node;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a leader does not know which changes were missed, although a stream was followed before. */
class DistrustTests {

    private final FollowedTable table = new FollowedTable();
    private final FakeShard shard = table.streams.first();

    @RegisterExtension
    private final CapturedLog log = new CapturedLog("io.github.dynamocached.streams");

    private void assertReason(String reason) {
        assertThat(log.lines())
                .contains(
                        "INFO The stream of table 'users' is read from now on, and all keys of its caches are evicted once,"
                                + " because " + reason + ".");
    }

    @Test
    void flushedRedisLosesPositionsAndEverythingIsEvictedAgain() {
        Node node = table.settledLeader("a");
        table.redis.flush();
        table.write(shard, "1");
        table.seconds(15);
        assertThat(node.state().leader()).isTrue();
        assertThat(table.sweeps()).isEqualTo(2);
        assertThat(table.redis.holds("1")).isFalse();
    }

    @Test
    void stateThatIsADayOldIsNotTrusted() {
        table.settledLeader("a").kill();
        table.seconds(Duration.ofHours(23).toSeconds() + 120);
        table.node("b");
        table.seconds(10);
        assertThat(table.sweeps()).isEqualTo(2);
    }

    @Test
    void stateOfAnHourAgoIsTrusted() {
        table.settledLeader("a").kill();
        table.seconds(3600);
        table.node("b");
        table.seconds(10);
        assertThat(table.sweeps()).isEqualTo(1);
    }

    @Test
    void newStreamIsReadAndEverythingIsEvictedWhileTheLeaderLives() {
        Node node = table.settledLeader("a");
        FakeShard other = table.streams.enable();
        table.redis.fill("1");
        table.seconds(40);
        assertThat(table.sweeps()).isEqualTo(2);
        assertThat(table.redis.holds("1")).isFalse();
        table.write(other, "2");
        table.seconds(1);
        assertThat(table.redis.holds("2")).isFalse();
        assertThat(node.state().leader()).isTrue();
        assertReason("the table has a new stream");
        table.seconds(FollowedTable.SETTLED);
        assertThat(table.redis.state())
                .containsEntry("stream", table.streams.arn())
                .doesNotContainKey("shard:" + shard.id());
    }

    @Test
    void newStreamIsReadByTheNextLeaderToo() {
        table.settledLeader("a").kill();
        FakeShard other = table.streams.enable();
        table.redis.fill("1");
        table.node("b");
        table.seconds(20);
        assertThat(table.sweeps()).isEqualTo(2);
        assertThat(table.redis.holds("1")).isFalse();
        table.write(other, "2");
        table.seconds(1);
        assertThat(table.redis.holds("2")).isFalse();
    }

    @Test
    void shardThatDisappearsBeforeItsEndWasReadMakesEverythingBeEvicted() {
        table.settledLeader("a").kill();
        FakeShard child = table.streams.split(shard);
        table.streams.remove(shard);
        table.redis.fill("1");
        table.node("b");
        table.seconds(20);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(2);
        assertReason("a shard was removed from the stream before it was read");
        table.write(child, "2");
        table.seconds(1);
        assertThat(table.redis.holds("2")).isFalse();
    }

    @Test
    void shardThatDisappearsWhileItsLeaderReadsItMakesEverythingBeEvicted() {
        table.settledLeader("a");
        table.streams.failWith(() -> new IllegalStateException("AWS is away"));
        table.write(shard, "1");
        table.streams.split(shard);
        table.streams.remove(shard);
        table.streams.failWith(() -> null);
        table.seconds(40);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(2);
        assertReason("a shard was removed from the stream before it was read");
    }

    /** All of its shards are read to their ends, and nobody sees the change between the two streams. */
    @Test
    void whatIsKeptOfAStreamThatHasEndedIsNotTrustedForAnotherOne() {
        Node first = table.settledLeader("a");
        table.streams.end(shard);
        table.seconds(70);
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), "end");
        first.kill();
        table.redis.fill("1");
        table.streams.enable();
        table.node("b");
        table.seconds(20);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(2);
    }

    /** Shards are read on, but nobody knows whether there are others. */
    @Test
    void leaderThatCannotDescribeTheStreamForADayTrustsNothing() {
        Node node = table.settledLeader("a");
        table.tables.failWith(new IllegalStateException("away"));
        table.seconds(120);
        assertThat(node.state().isWell()).isFalse();
        table.seconds(Duration.ofHours(23).toSeconds());
        table.redis.fill("1");
        table.tables.failWith(null);
        table.seconds(60);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(2);
        assertThat(node.state().isWell()).isTrue();
        assertReason("records were not evicted for 23 hours");
    }
}
