package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SlotMove;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.connection.CRC16;

/**
 * Promise P3 on a real server to which something happens while two nodes work on it. In each case no caller is thrown
 * anything by the cache, no read breaks promise P1, what was evicted meanwhile is evicted in the end, and nothing is stale
 * at rest. What calls paid is printed.
 */
class FaultsUnderLoadTests {

    private static final int OUTAGE = 2_000;
    private static final RedisSettings ACKNOWLEDGED_BY_REPLICA = RedisSettings.DEFAULT.withReplicaAcks(1);

    @Test
    void serverThatHangsForAWhile() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = new FaultDrive("SIGSTOP of the primary", server)) {
            drive.startServed(OUTAGE).faultBegins();
            server.pause();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 20);
            drive.faultEnds();
            server.resume();
            drive.healAndCheck();
        }
    }

    @Test
    @Tag("full")
    void serverThatHangsAtTheStart() throws InterruptedException {
        try (RedisServer server = RedisServer.start()) {
            server.pause();
            try (FaultDrive drive = new FaultDrive("hung at start", server)) {
                drive.start().faultBegins().work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 50);
                drive.faultEnds();
                server.resume();
                drive.healAndCheck();
            }
        }
    }

    @Test
    @Tag("full")
    void serverThatRefusesAtTheStart() throws InterruptedException {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            try (FaultDrive drive = new FaultDrive("refused at start", server)) {
                drive.start().faultBegins().work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 50);
                drive.faultEnds();
                server.restart();
                drive.healAndCheck();
            }
        }
    }

    @Test
    @Tag("full")
    void serverThatIsKilledAndComesBackEmpty() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = new FaultDrive("killed, restarted empty", server)) {
            drive.startServed(OUTAGE).faultBegins();
            server.kill();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 50);
            drive.faultEnds();
            server.restart();
            drive.healAndCheck();
        }
    }

    @Test
    @Tag("full")
    void serverThatIsKilledAndComesBackFromAnOlderSnapshot(@TempDir Path folder) throws InterruptedException {
        try (RedisServer server = RedisServer.start("--dir", folder.toString());
                FaultDrive drive = new FaultDrive("killed, restarted from an older snapshot", server)) {
            drive.startServed(OUTAGE);
            server.execute("SAVE");
            drive.work(Kind.EVICTION, 200).faultBegins();
            server.kill();
            drive.work(Kind.FAILED_EVICTION, 20);
            drive.faultEnds();
            server.restart();
            drive.healAndCheck();
        }
    }

    @Test
    @Tag("full")
    void serverThatIsKilledAndLoadsAnOlderSnapshotForAWhile(@TempDir Path folder) throws InterruptedException {
        try (RedisServer server = RedisServer.start(
                        "--dir", folder.toString(),
                        "--key-load-delay", "1000",
                        "--loading-process-events-interval-bytes", "1024",
                        "--rdbcompression", "no");
                FaultDrive drive = new FaultDrive("LOADING", server)) {
            server.execute("EVAL", "for i = 1, 6000 do redis.call('SET', 'other:' .. i, string.rep('x', 100)) end", 0);
            drive.startServed(OUTAGE);
            server.execute("SAVE");
            drive.work(Kind.EVICTION, 200).faultBegins();
            server.restartLoading();
            await().until(() -> refused(server, "LOADING") > 0);
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 20);
            assertThat(server.isLoading()).isTrue();
            drive.faultEnds();
            drive.healAndCheck();
        }
    }

    @ParameterizedTest
    @Tag("full")
    @ValueSource(
            strings = {
                "noeviction",
                "allkeys-lru",
                "allkeys-lfu",
                "allkeys-random",
                "volatile-lru",
                "volatile-lfu",
                "volatile-random",
                "volatile-ttl"
            })
    void serverWhoseMemoryIsFull(String policy) throws InterruptedException {
        try (RedisServer server = RedisServer.start("--maxmemory-policy", policy);
                FaultDrive drive = new FaultDrive("maxmemory, " + policy, Connections.configOf(server), 1_000, 5_000)) {
            drive.startServed(OUTAGE).faultBegins();
            server.execute("CONFIG", "SET", "maxmemory", "3mb");
            drive.work(Kind.READ, 3 * OUTAGE).faultEnds().healAndCheck();
        }
    }

    @Test
    @Tag("full")
    void connectionsThatAreKilledAgainAndAgain() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = new FaultDrive("CLIENT KILL", server)) {
            drive.startServed(OUTAGE).faultBegins();
            for (int i = 0; i < 20; i++) {
                server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                drive.work(Kind.READ, 100);
            }
            drive.faultEnds().healAndCheck();
        }
    }

    @Test
    @Tag("full")
    void scriptsThatAreForgottenAgainAndAgain() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = new FaultDrive("SCRIPT FLUSH", server)) {
            drive.startServed(OUTAGE).faultBegins();
            for (int i = 0; i < 50; i++) {
                server.execute("SCRIPT", "FLUSH");
                drive.work(Kind.READ, 50);
            }
            drive.faultEnds().healAndCheck();
        }
    }

    @Test
    @Tag("full")
    void replicaThatHangs() throws InterruptedException {
        try (RedisReplication servers = RedisReplication.start();
                FaultDrive drive = new FaultDrive("SIGSTOP of a replica", Modes.fixed(servers))) {
            drive.startServed(OUTAGE).faultBegins();
            servers.replica().pause();
            drive.work(Kind.READ, OUTAGE).faultEnds();
            servers.replica().resume();
            drive.healAndCheck();
        }
    }

    @Test
    @Tag("full")
    void replicaThatTheSentinelsMakeThePrimary() throws InterruptedException {
        try (RedisSentinels sentinels = RedisSentinels.start();
                FaultDrive drive = new FaultDrive("sentinel failover", Modes.of(sentinels))) {
            drive.startServed(OUTAGE).faultBegins();
            sentinels.failOver();
            drive.work(Kind.READ, OUTAGE).faultEnds().healAndCheckAtRest();
        }
    }

    @Test
    @Tag("full")
    void clusterThatLosesAPrimary() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                FaultDrive drive = new FaultDrive("cluster of three that loses a primary", Modes.of(cluster))) {
            drive.startServed(OUTAGE).faultBegins();
            cluster.masters().get(0).kill();
            drive.work(Kind.READ, OUTAGE).faultEnds().healAndCheckAtRest();
        }
    }

    /** An eviction that a replica has is not lost with its primary: no read at all may return what was evicted before it. */
    @Test
    @Tag("full")
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
    @Tag("full")
    void clusterThatLosesAPrimaryLosesNoEvictionThatAReplicaHas() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                FaultDrive drive = new FaultDrive(
                        "cluster that loses a primary, replica-acks 1", Modes.of(cluster), ACKNOWLEDGED_BY_REPLICA)) {
            RedisServer successor = cluster.replicas().get(0);
            drive.startServed(OUTAGE).faultBegins();
            cluster.masters().get(0).kill();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 20);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> String.valueOf(successor.execute("ROLE")).startsWith("[master"));
            cluster.addReplicaOf(successor);
            drive.faultEnds().healAndCheck();
        }
    }

    /** All keys lie in one slot, which moves through the whole cluster one key after the other. */
    @Test
    @Tag("full")
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
                            .anySatisfy(
                                    master -> assertThat(refused(master, error)).isPositive()));
            drive.faultEnds().healAndCheck();
        }
    }

    private static int[] numbersOfOneSlot(int count) {
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

    /** How many commands a server has answered with an error that begins so. */
    private static long refused(RedisServer server, String error) {
        String beginning = "errorstat_" + error + ":count=";
        return String.valueOf(server.execute("INFO", "errorstats"))
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToLong(line -> Long.parseLong(line.substring(beginning.length())))
                .sum();
    }
}
