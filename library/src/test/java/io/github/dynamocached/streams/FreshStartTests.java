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

/** How a leader begins that does not know which changes were missed: it evicts everything, at the right moment. */
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

    /** The change is older than the iterator, so the shard does not show it. */
    @Test
    void everythingIsEvictedOnlyAfterTheReadingHasBegun() {
        table.streams.beforeIterator(() -> table.streams.beforeIterator(
                () -> table.streams.failWith(() -> new IllegalStateException("AWS is away"))));
        table.node("a");
        table.seconds(6);
        table.write(shard, "1");
        table.streams.failWith(() -> null);
        table.seconds(40);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(1);
    }

    @Test
    void evictionOfEverythingIsRepeatedUntilItIsAcknowledged() {
        table.redis.fill("1");
        table.redis.refusesEvictions(true);
        table.node("a");
        table.seconds(120);
        assertThat(table.redis.holds("1")).isTrue();
        assertThat(table.redis.state()).isEmpty();
        table.redis.refusesEvictions(false);
        table.seconds(31);
        assertThat(table.redis.holds("1")).isFalse();
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
}
