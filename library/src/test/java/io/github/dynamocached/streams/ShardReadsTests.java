package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.streams.FakeStreams.FakeShard;
import io.github.dynamocached.streams.FollowedTable.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

/** How single shards are read: their pace, their ends, and iterators that expire. */
class ShardReadsTests {

    private final FollowedTable table = new FollowedTable();
    private final FakeShard shard = table.streams.first();

    private int readsWithin(int seconds) {
        int before = table.streams.reads.size();
        table.seconds(seconds);
        return table.streams.reads.size() - before;
    }

    @Test
    void idleShardIsReadOnceASecond() {
        table.settledLeader("a");
        assertThat(readsWithin(60)).isBetween(59, 61);
    }

    @Test
    void busyShardIsReadFourTimesASecondByAThousandRecords() {
        table.settledLeader("a");
        for (int i = 0; i < 50_000; i++) {
            table.streams.write(shard, "1");
        }
        table.seconds(1);
        assertThat(readsWithin(10)).isBetween(39, 42);
        assertThat(table.streams.reads).extracting(GetRecordsRequest::limit).contains(1000);
        table.seconds(4);
        assertThat(readsWithin(10)).isBetween(9, 11);
    }

    @Test
    void shardAtItsEndIsReadNoMoreAndItsChildFromItsOldestRecordOn() {
        Node node = table.settledLeader("a");
        table.write(shard, "1");
        FakeShard child = table.streams.split(shard);
        table.write(child, "2");
        table.seconds(4);
        assertThat(table.redis.entries()).isEmpty();
        assertThat(node.state().shards()).isEqualTo(1);
        assertThat(readsWithin(10)).isBetween(9, 11);
    }

    @Test
    void childIsReadWhateverItsParentIsAt() {
        table.settledLeader("a");
        for (int i = 0; i < 100_000; i++) {
            table.streams.write(shard, "1");
        }
        FakeShard child = table.streams.split(shard);
        table.write(child, "2");
        table.seconds(31);
        assertThat(table.redis.holds("2")).isFalse();
    }

    @Test
    void endedShardIsKeptAsEndedAfterAMinuteAndForgottenWhenItIsGone() {
        table.settledLeader("a");
        table.streams.split(shard);
        table.seconds(30);
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), "");
        table.seconds(60);
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), "end");
        table.streams.remove(shard);
        table.seconds(40);
        assertThat(table.redis.state()).doesNotContainKey("shard:" + shard.id());
        assertThat(table.sweeps()).isEqualTo(1);
    }

    @Test
    void throttledShardIsReadLessAndLessOften() {
        table.settledLeader("a");
        table.streams.failWith(() -> LimitExceededException.builder().build());
        assertThat(readsWithin(60)).isBetween(5, 8);
        table.streams.failWith(() -> null);
        table.write(shard, "1");
        table.seconds(31);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(readsWithin(10)).isBetween(9, 11);
    }

    @Test
    void nothingIsReadWhileEvictionsAreNotAcknowledged() {
        table.settledLeader("a");
        table.redis.refusesEvictions(true);
        table.write(shard, "1");
        table.seconds(2);
        table.write(shard, "2");
        assertThat(readsWithin(60)).isZero();
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), "");
        table.redis.refusesEvictions(false);
        table.seconds(31);
        assertThat(table.redis.entries()).isEmpty();
    }

    @Test
    void positionIsThatOfTheLastAcknowledgedRecord() {
        table.settledLeader("a");
        table.write(shard, "1");
        table.seconds(70);
        String position = table.redis.state().get("shard:" + shard.id());
        assertThat(position).isNotEmpty();
        table.redis.refusesEvictions(true);
        table.write(shard, "2");
        table.seconds(120);
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), position);
    }

    @Test
    void expiredIteratorIsTakenAgainAfterTheLastRecordThatWasProcessed() {
        table.settledLeader("a");
        table.write(shard, "1");
        table.seconds(2);
        table.streams.failWith(() -> new IllegalStateException("AWS is away"));
        table.write(shard, "2");
        table.seconds(Duration.ofMinutes(16).toSeconds());
        table.streams.failWith(() -> null);
        table.seconds(31);
        assertThat(table.redis.holds("2")).isFalse();
        assertThat(table.evictions("1")).isEqualTo(1);
        assertThat(table.sweeps()).isEqualTo(1);
    }

    /** Taken again at the next record, it would lose those that came meanwhile. */
    @Test
    void expiredIteratorWithoutAProcessedRecordMakesEverythingBeEvicted() {
        table.settledLeader("a");
        table.streams.failWith(() -> new IllegalStateException("AWS is away"));
        table.write(shard, "1");
        table.seconds(Duration.ofMinutes(16).toSeconds());
        table.streams.failWith(() -> null);
        table.seconds(40);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(2);
    }

    @Test
    void shardsOfLongStreamsAreFoundPageByPage() {
        for (int i = 0; i < 250; i++) {
            table.streams.add();
        }
        Node node = table.settledLeader("a");
        assertThat(node.state().shards()).isEqualTo(251);
    }

    @Test
    void shardsThatEndTogetherAreDescribedOnceASecond() {
        for (int i = 0; i < 50; i++) {
            table.streams.add();
        }
        table.settledLeader("a");
        int before = table.streams.descriptions;
        table.streams.splitAll();
        table.seconds(3);
        assertThat(table.streams.descriptions - before).isBetween(1, 3);
        table.seconds(3);
        FakeShard last = table.streams.last();
        table.write(last, "1");
        table.seconds(1);
        assertThat(table.redis.holds("1")).isFalse();
    }

    @Test
    void oneFailedCallDelaysNoOtherShard() {
        FakeShard other = table.streams.add();
        table.settledLeader("a");
        AtomicInteger calls = new AtomicInteger();
        table.streams.failWith(() -> calls.incrementAndGet() == 1 ? new IllegalStateException("once") : null);
        table.seconds(1);
        table.streams.failWith(() -> null);
        table.write(shard, "1");
        table.write(other, "2");
        table.seconds(2);
        assertThat(table.redis.entries()).isEmpty();
    }

    /** Four shards can serve 16,000 records a second at the pace of the reader. */
    @Test
    void tenThousandWritesASecondAreFollowedWithoutFallingBehind() {
        List<FakeShard> shards = List.of(shard, table.streams.add(), table.streams.add(), table.streams.add());
        Node node = table.settledLeader("a");
        int tasks = table.loop.tasks();
        for (int tenth = 0; tenth < 100; tenth++) {
            for (int i = 0; i < 1000; i++) {
                table.write(shards.get(i % 4), "u" + tenth + "-" + i);
            }
            table.loop.advance(Duration.ofMillis(100));
            assertThat(node.state().lag()).isLessThan(Duration.ofSeconds(3));
            assertThat(table.loop.tasks()).isLessThanOrEqualTo(tasks);
        }
        table.seconds(2);
        assertThat(table.redis.entries()).isEmpty();
        assertThat(table.redis.evicted).hasSize(100_001);
    }
}
