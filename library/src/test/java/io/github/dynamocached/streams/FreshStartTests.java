package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.streams.FakeStreams.FakeShard;
import io.github.dynamocached.streams.FollowedTable.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/** What a leader does that does not know which changes were missed. */
class FreshStartTests {

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
    void firstLeaderEvictsEverythingOnceAfterAHoldOff() {
        table.redis.fill("1");
        table.node("a");
        table.seconds(2);
        assertThat(table.redis.holds("1")).isTrue();
        table.seconds(2);
        assertThat(table.redis.holds("1")).isFalse();
        table.seconds(600);
        assertThat(table.sweeps()).isEqualTo(1);
        assertReason("nobody has followed this stream before, or Redis has lost its positions");
    }

    @Test
    void changeDuringTheStartIsEvictedAtOnce() {
        table.node("a");
        table.seconds(1);
        table.write(shard, "1");
        table.seconds(1);
        assertThat(table.sweeps()).isZero();
        assertThat(table.redis.holds("1")).isFalse();
    }

    @Test
    void nothingIsKeptUntilAMinuteAfterTheEvictionOfEverything() {
        table.node("a");
        table.seconds(62);
        assertThat(table.redis.state()).isEmpty();
        table.seconds(2);
        assertThat(table.redis.state()).containsKeys("stream", "kept").containsEntry("shard:" + shard.id(), "");
    }

    @Test
    void evictionOfEverythingThatAFailoverLosesIsMadeAgainByTheNextLeader() {
        assertThat(isStaleAfterALostSweep()).isFalse();
    }

    @Test
    void withoutTheMinuteItWouldNotBeMadeAgain() {
        table.times = StreamTimes.DEFAULT.withOverlap(Duration.ZERO);
        assertThat(isStaleAfterALostSweep()).isTrue();
    }

    /** The change was made before anybody read the stream. The leader dies before it repeats the lost eviction. */
    private boolean isStaleAfterALostSweep() {
        table.write(shard, "1");
        table.streams.split(shard);
        Set<String> before = table.redis.entries();
        Node first = table.node("a");
        table.seconds(20);
        assertThat(table.redis.holds("1")).isFalse();
        table.redis.loseEvictions(before);
        first.kill();
        table.node("b");
        table.seconds(120);
        return table.redis.holds("1");
    }

    @Test
    void oldItemOfALaggingReplicaIsEvictedToo() {
        assertThat(isStaleAfterALaggingRead()).isFalse();
    }

    @Test
    void withoutTheHoldOffItWouldStay() {
        table.redis.holdOff(Duration.ZERO);
        assertThat(isStaleAfterALaggingRead()).isTrue();
    }

    /** The change is made just before the stream is read. A moment later, DynamoDB still returns the old item to a load. */
    private boolean isStaleAfterALaggingRead() {
        table.node("a");
        table.streams.write(shard, "1");
        table.seconds(1);
        table.loop.advance(Duration.ofMillis(900));
        table.redis.fill("1");
        table.seconds(120);
        return table.redis.holds("1");
    }

    /** The next leader trusts what is kept, so it must be gone before the stream is read from now on. */
    @Test
    void whatIsKeptIsRemovedBeforeTheStreamIsReadFromNowOn() {
        Node first = table.settledLeader("a");
        table.write(shard, "1");
        table.seconds(70);
        first.kill();
        table.streams.trim(shard);
        table.streams.write(shard, "2");
        table.streams.trim(shard);
        Node second = table.node("b");
        table.streams.beforeIterator(() -> table.streams.beforeIterator(() -> {
            assertThat(table.redis.state()).isEmpty();
            second.kill();
        }));
        table.seconds(15);
        table.redis.fill("2");
        table.node("c");
        table.seconds(20);
        assertThat(table.redis.holds("2")).isFalse();
        assertReason("records were removed from the stream before they were read");
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

    /** The child is in a later description only. Read from now on, it would lose the change before its iterator. */
    @Test
    void shardThatSplitsBetweenTheDescriptionAndItsIteratorLosesNothing() {
        List<FakeShard> children = new ArrayList<>();
        table.node("a");
        table.streams.beforeIterator(() -> children.add(table.streams.split(shard)));
        table.seconds(2);
        assertThat(children).hasSize(1);
        table.seconds(20);
        assertThat(table.sweeps()).isEqualTo(1);
        FakeShard child = table.streams.split(children.get(0));
        table.write(child, "1");
        table.seconds(40);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.streams.iterators)
                .filteredOn(iterator -> !iterator.shardId().equals(shard.id()))
                .extracting(iterator -> iterator.shardIteratorType())
                .containsOnly(ShardIteratorType.TRIM_HORIZON);
    }

    @Test
    void closedShardsOfTheFirstDescriptionAreNotReadAndStayKnown() {
        FakeShard child = table.streams.split(shard);
        Node first = table.settledLeader("a");
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), "end");
        first.stop();
        table.node("b");
        table.seconds(60);
        assertThat(table.streams.iterators)
                .extracting(iterator -> iterator.shardId())
                .containsOnly(child.id());
    }

    @Test
    void redisThatIsAwayDuringTheStartDelaysIt() {
        table.redis.fill("1");
        table.node("a");
        table.seconds(2);
        table.redis.away(true);
        table.seconds(60);
        assertThat(table.redis.holds("1")).isTrue();
        table.redis.away(false);
        table.seconds(10);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.redis.state()).isEmpty();
        table.seconds(65);
        assertThat(table.redis.state()).isNotEmpty();
    }

    @Test
    void streamWithoutShardsIsFollowedToo() {
        table.streams.remove(shard);
        table.redis.fill("1");
        table.settledLeader("a");
        assertThat(table.redis.holds("1")).isFalse();
        FakeShard late = table.streams.add();
        table.write(late, "2");
        table.seconds(40);
        assertThat(table.redis.holds("2")).isFalse();
        assertThat(table.sweeps()).isEqualTo(1);
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
