package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SlotMove;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.connection.CRC16;

/**
 * What {@link FaultsUnderLoadTests} does to one server, done to several: the primary is another one after it, or one of
 * many, or the keys go to another one.
 */
@Tag("full")
class SeveralServersUnderLoadTests {

    private static final int OUTAGE = 2_000;
    private static final RedisSettings ACKNOWLEDGED_BY_REPLICA = RedisSettings.DEFAULT.withReplicaAcks(1);

    @Test
    void replicaThatTheSentinelsMakeThePrimary() throws InterruptedException {
        try (RedisSentinels sentinels = RedisSentinels.start();
                FaultDrive drive = new FaultDrive("sentinel failover", Modes.of(sentinels))) {
            drive.startServed(OUTAGE).faultBegins();
            sentinels.failOver();
            drive.work(Kind.READ, OUTAGE).faultEnds().healAndCheckAtRest();
        }
    }

    @Test
    void clusterThatLosesAPrimary() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                FaultDrive drive = new FaultDrive("cluster of three that loses a primary", Modes.of(cluster))) {
            drive.startServed(OUTAGE).faultBegins();
            cluster.masters().get(0).kill();
            drive.work(Kind.READ, OUTAGE).faultEnds().healAndCheckAtRest();
        }
    }

    /** A third of the commands goes to it, which would not open a breaker that all primaries share. */
    @Test
    void clusterOfWhichAPrimaryHangsUntilItsReplicaTakesOver() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                FaultDrive drive = new FaultDrive("cluster of which a primary hangs", Modes.of(cluster))) {
            RedisServer successor = cluster.replicas().get(0);
            drive.startServed(OUTAGE).faultBegins();
            cluster.masters().get(0).pause();
            drive.work(Kind.READ, OUTAGE);
            awaitPrimary(successor);
            drive.faultEnds();
            cluster.masters().get(0).resume();
            drive.healAndCheckAtRest();
        }
    }

    private static void awaitPrimary(RedisServer server) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> String.valueOf(server.execute("ROLE")).startsWith("[master"));
    }

    /** An eviction that a replica has is not lost with its primary: no read at all may return what was evicted before it. */
    @Test
    void failoverLosesNoEvictionThatAReplicaHas() throws InterruptedException {
        try (RedisSentinels sentinels = RedisSentinels.start();
                FaultDrive drive = new FaultDrive(
                        "sentinel failover, replica-acks 1", Modes.of(sentinels), ACKNOWLEDGED_BY_REPLICA)) {
            drive.startServed(OUTAGE).faultBegins();
            sentinels.failOver();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 20);
            sentinels.restartAsReplica();
            drive.faultEnds().healAndCheck();
        }
    }

    @Test
    void clusterThatLosesAPrimaryLosesNoEvictionThatAReplicaHas() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                FaultDrive drive = new FaultDrive(
                        "cluster that loses a primary, replica-acks 1", Modes.of(cluster), ACKNOWLEDGED_BY_REPLICA)) {
            RedisServer successor = cluster.replicas().get(0);
            drive.startServed(OUTAGE).faultBegins();
            cluster.masters().get(0).kill();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 20);
            awaitPrimary(successor);
            cluster.addReplicaOf(successor);
            drive.faultEnds().healAndCheck();
        }
    }

    /** All keys lie in one slot, which moves through the whole cluster one key after the other. */
    @Test
    void slotThatMigratesKeyByKey() throws InterruptedException {
        int[] numbers = numbersOfOneSlot(64);
        String key = RedisStoreFixture.nameOf(FaultWorker.keyOf(numbers[0]));
        try (RedisCluster cluster = RedisCluster.start();
                FaultDrive drive =
                        new FaultDrive("slot that migrates", Modes.of(cluster), RedisSettings.DEFAULT, numbers, 10)) {
            drive.startServed(OUTAGE).faultBegins();
            for (int i = 0; i < cluster.masters().size(); i++) {
                SlotMove move = cluster.beginToMoveSlotOf(key);
                drive.work(Kind.READ, 200).work(Kind.EVICTION, 5);
                for (String left : move.keysLeft()) {
                    move.moveKeys(List.of(left));
                    drive.work(Kind.READ, 20);
                }
                move.moveKeys(move.keysLeft());
                move.end();
                drive.work(Kind.READ, 200).work(Kind.EVICTION, 5);
            }
            assertThat(List.of("ASK", "MOVED"))
                    .allSatisfy(error -> assertThat(cluster.masters())
                            .anySatisfy(master -> assertThat(RedisOperations.refusedBy(master, error))
                                    .isPositive()));
            drive.faultEnds().healAndCheck();
        }
    }

    /** Numbers of items whose keys lie in one slot. */
    static int[] numbersOfOneSlot(int count) {
        int slot = slotOf(0);
        return IntStream.iterate(0, number -> number + 1)
                .filter(number -> slotOf(number) == slot)
                .limit(count)
                .toArray();
    }

    private static int slotOf(int number) {
        String name = RedisStoreFixture.nameOf(FaultWorker.keyOf(number));
        return CRC16.crc16(name.getBytes(StandardCharsets.UTF_8)) % 16_384;
    }
}
