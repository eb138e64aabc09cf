package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.streams.FakeStreams.FakeShard;
import org.junit.jupiter.api.Test;

/** How the stream of a table is followed, second by second. */
class TableReaderTests {

    private final FollowedTable table = new FollowedTable();
    private final FakeShard shard = table.streams.first();

    @Test
    void writeBySomebodyElseIsEvictedWithinASecond() {
        TableReader node = table.node("a");
        table.seconds(10);
        assertThat(node.state().leader()).isTrue();
        table.write(shard, "1");
        table.seconds(1);
        assertThat(table.redis.holds("1")).isFalse();
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
    }

    @Test
    void successorGoesOnWithoutEvictingEverything() {
        TableReader first = table.node("a");
        table.seconds(70);
        table.stop(first);
        table.write(shard, "1");
        TableReader second = table.node("b");
        table.seconds(5);
        assertThat(second.state().leader()).isTrue();
        assertThat(table.redis.holds("1")).isFalse();
        assertThat(table.sweeps()).isEqualTo(1);
    }
}
