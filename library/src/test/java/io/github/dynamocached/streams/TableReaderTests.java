package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.streams.FakeStreams.FakeShard;
import io.github.dynamocached.streams.FollowedTable.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who leads, and what a leader leaves to the next one. */
class TableReaderTests {

    private final FollowedTable table = new FollowedTable();
    private final FakeShard shard = table.streams.first();

    @Test
    void writeBySomebodyElseIsEvictedWithinASecond() {
        table.settledLeader("a");
        table.write(shard, "1");
        table.seconds(1);
        assertThat(table.redis.holds("1")).isFalse();
    }

    @Test
    void onlyOneNodeReads() {
        Node first = table.settledLeader("a");
        Node second = table.node("b");
        table.seconds(60);
        assertThat(first.state().leader()).isTrue();
        assertThat(second.state().leader()).isFalse();
        assertThat(second.state().isWell()).isTrue();
    }

    @Test
    void anotherNodeTakesOverWithinTenSecondsAndEvictsWhatCameMeanwhile() {
        Node first = table.settledLeader("a");
        Node second = table.node("b");
        first.kill();
        table.write(shard, "1");
        table.seconds(10);
        assertThat(second.state().leader()).isTrue();
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 300, 600, 900, 1200, 1500, 1800, 2100, 2400, 2700, 3000})
    void itTakesOverWithinTenSecondsWheneverTheLeaderDies(long millis) {
        Node first = table.settledLeader("a");
        table.loop.advance(Duration.ofMillis(550));
        Node second = table.node("b");
        table.loop.advance(Duration.ofMillis(millis));
        first.kill();
        table.loop.advance(Duration.ofMillis(9_999));
        assertThat(second.state().leader()).isTrue();
    }

    @Test
    void nodeThatStopsLetsAnotherLeadWithinASecond() {
        Node first = table.settledLeader("a");
        Node second = table.node("b");
        table.seconds(1);
        first.stop();
        table.write(shard, "1");
        table.seconds(2);
        assertThat(first.state().leader()).isFalse();
        assertThat(second.state().leader()).isTrue();
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(1);
    }

    @Test
    void nodeThatIsStoppedCallsNobodyAnyMore() {
        table.settledLeader("a").stop();
        table.seconds(60);
        assertThat(table.loop.tasks()).isZero();
    }

    @Test
    void leaderThatWasPausedReadsNoMoreWhenItWakesAndChangesNoPosition() {
        Node first = table.settledLeader("a");
        Node second = table.node("b");
        first.loop().pause();
        table.seconds(30);
        assertThat(second.state().leader()).isTrue();
        table.write(shard, "1");
        table.seconds(90);
        String position = table.redis.state().get("shard:" + shard.id());
        assertThat(position).isNotEmpty();
        first.loop().resume();
        table.seconds(2);
        assertThat(first.state().leader()).isFalse();
        assertThat(table.redis.leader()).isEqualTo("b");
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), position);
    }

    @Test
    void leaderThatCannotRenewStopsReadingAfterItsLease() {
        Node node = table.settledLeader("a");
        table.redis.away(true);
        table.seconds(11);
        assertThat(node.state().leader()).isFalse();
        assertThat(node.state().problem())
                .contains("The stream of table 'users' is not read by this node, because Redis does not answer"
                        + " (java.lang.IllegalStateException). Its changes stay in the stream for a day, and are evicted when"
                        + " Redis answers again.");
        int reads = table.streams.reads.size();
        table.seconds(60);
        assertThat(table.streams.reads).hasSize(reads);
    }

    @Test
    void afterAnHourWithoutRedisAllOfTheHourIsEvicted() {
        Node node = table.settledLeader("a");
        table.redis.away(true);
        for (int minute = 0; minute < 60; minute++) {
            table.write(shard, "m" + minute);
            table.seconds(60);
        }
        table.redis.away(false);
        table.seconds(3);
        assertThat(table.redis.entries()).isEmpty();
        assertThat(node.state().isWell()).isTrue();
        assertThat(table.sweeps()).isEqualTo(1);
    }

    @Test
    void evictionThatAFailoverLosesIsRepeatedByTheNextLeader() {
        assertThat(isStaleAfterALostEviction()).isFalse();
    }

    @Test
    void withoutTheOverlapItWouldNotBeRepeated() {
        table.times = StreamTimes.DEFAULT.withOverlap(Duration.ZERO);
        assertThat(isStaleAfterALostEviction()).isTrue();
    }

    /** The position is kept, the eviction is lost, and the leader dies before it repeats it. */
    private boolean isStaleAfterALostEviction() {
        Node first = table.settledLeader("a");
        table.write(shard, "0");
        table.seconds(61);
        table.write(shard, "1");
        Set<String> before = table.redis.entries();
        table.seconds(10);
        assertThat(table.redis.holds("1")).isFalse();
        table.redis.loseEvictions(before);
        first.kill();
        table.node("b");
        table.seconds(15);
        assertThat(table.sweeps()).isEqualTo(1);
        return table.redis.holds("1");
    }

    /** One primary fails over, and does not answer for two minutes. The positions lie on another one. */
    @Test
    void evictionThatAFailoverLosesAndTheLeaderOwesForLongIsRepeatedByTheNextOne() {
        Node first = table.settledLeader("a");
        table.write(shard, "1");
        Set<String> before = table.redis.entries();
        table.seconds(10);
        table.redis.loseEvictions(before);
        table.redis.owes(true);
        table.seconds(120);
        first.kill();
        table.redis.owes(false);
        table.node("b");
        table.seconds(15);
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(1);
    }

    @Test
    void leaderThatOwesNothingAnyMoreKeepsPositionsAgain() {
        table.settledLeader("a");
        table.redis.owes(true);
        table.write(shard, "1");
        table.seconds(90);
        assertThat(table.redis.state()).containsEntry("shard:" + shard.id(), "");
        table.redis.owes(false);
        table.seconds(4);
        assertThat(table.redis.state().get("shard:" + shard.id())).isNotEmpty();
    }

    @Test
    void nextLeaderReadsOnAfterThePositionThatIsAMinuteOld() {
        Node first = table.settledLeader("a");
        table.write(shard, "old");
        table.seconds(64);
        table.write(shard, "young");
        table.seconds(10);
        first.stop();
        table.node("b");
        table.seconds(3);
        assertThat(table.evictions("old")).isEqualTo(1);
        assertThat(table.evictions("young")).isEqualTo(2);
    }

    /** A record whose time is rounded down says little. The read before it proves more. */
    @Test
    void lagStaysSmallWhereTimesOfRecordsAreRoundedDownToMinutes() {
        Node node = table.settledLeader("a");
        table.streams.roundTimesTo(ChronoUnit.MINUTES);
        Duration longest = Duration.ZERO;
        for (int second = 0; second < 60; second++) {
            table.write(shard, "i" + second);
            for (int i = 0; i < 10; i++) {
                table.loop.advance(Duration.ofMillis(100));
                Duration lag = node.state().lag();
                longest = lag.compareTo(longest) > 0 ? lag : longest;
            }
        }
        assertThat(longest).isBetween(Duration.ofMillis(1), Duration.ofSeconds(3));
    }

    @Test
    void lagIsTheAgeOfTheOldestChangeThatIsNotEvicted() {
        Node node = table.settledLeader("a");
        assertThat(node.state().lag()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        table.streams.failWith(() -> new IllegalStateException("AWS is away"));
        table.write(shard, "1");
        table.seconds(60);
        assertThat(node.state().lag()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(62));
        assertThat(node.state().isWell()).isFalse();
        assertThat(node.state().notWellSince())
                .hasValueSatisfying(
                        since -> assertThat(Duration.between(since, Instant.ofEpochMilli(table.loop.millis())))
                                .isBetween(Duration.ofSeconds(48), Duration.ofSeconds(51)));
        table.streams.failWith(() -> null);
        table.seconds(35);
        assertThat(node.state().notWellSince()).isEmpty();
        assertThat(node.state().lag()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(table.redis.holds("1")).isFalse();
    }
}
