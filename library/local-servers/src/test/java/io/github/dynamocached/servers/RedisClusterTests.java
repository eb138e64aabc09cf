package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class RedisClusterTests {

    @Test
    void mastersShareTheSlotsAndASlotCanBeMoved() {
        try (RedisCluster cluster = RedisCluster.start()) {
            RedisServer before = cluster.masterOf("key");
            before.execute("SET", "key", "value");
            assertThat(List.of("a", "b", "c")).map(cluster::masterOf).doesNotHaveDuplicates();

            cluster.moveSlotOf(
                    "key", () -> assertThat(before.execute("GET", "key")).isEqualTo("value"));

            assertThat(cluster.masterOf("key")).isNotSameAs(before);
            assertThat(cluster.masterOf("key").execute("GET", "key")).isEqualTo("value");
            assertThatThrownBy(() -> before.execute("GET", "key")).hasMessageStartingWith("MOVED ");
        }
    }

    @Test
    void keysOfASlotMoveOneByOne() {
        try (RedisCluster cluster = RedisCluster.start()) {
            RedisServer source = cluster.masterOf("{slot}1");
            source.execute("MSET", "{slot}1", "a", "{slot}2", "b");

            SlotMove move = cluster.beginToMoveSlotOf("{slot}1");
            move.moveKeys(List.of("{slot}1"));

            assertThat(move.keysLeft()).containsExactly("{slot}2");
            assertThatThrownBy(() -> source.execute("GET", "{slot}1")).hasMessageStartingWith("ASK ");
            assertThat(source.execute("GET", "{slot}2")).isEqualTo("b");
            move.moveKeys(move.keysLeft());
            move.end();
            assertThat(cluster.masterOf("{slot}1").execute("MGET", "{slot}1", "{slot}2"))
                    .isEqualTo(List.of("a", "b"));
        }
    }

    @Test
    void replicasFollowTheirMasters() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas()) {
            assertThat(cluster.uris()).hasSize(6).doesNotHaveDuplicates();
            for (int i = 0; i < 3; i++) {
                assertThat((String) cluster.replicas().get(i).execute("INFO", "replication"))
                        .contains("role:slave")
                        .contains("master_port:" + cluster.masters().get(i).port());
            }
        }
    }
}
