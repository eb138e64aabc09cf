package io.github.dynamocached.redis;

import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SlotMove;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link FaultsUnderLoadTests} and {@link SeveralServersUnderLoadTests} do to nodes, done to nodes that keep values near. In
 * each case no read that begins longer than the lag after an eviction returns what was evicted, on the node that has evicted none
 * at all, and both nodes return values from their memory again in the end.
 */
@Tag("full")
class NearFaultsUnderLoadTests {

    private static final int OUTAGE = 2_000;
    private static final RedisSettings ACKNOWLEDGED_BY_REPLICA = RedisSettings.DEFAULT.withReplicaAcks(1);

    private static FaultDrive near(String fault, RedisServer server) {
        return FaultDrive.near(fault, Connections.configOf(server), RedisSettings.DEFAULT);
    }

    @Test
    void channelsThatAreKilledAgainAndAgain() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = near("CLIENT KILL of the channels", server)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            for (int i = 0; i < 20; i++) {
                server.execute("CLIENT", "KILL", "TYPE", "pubsub");
                drive.work(Kind.EVICTION, 5).work(Kind.READ, 100);
            }
            drive.faultEnds().healAndCheck();
        }
    }

    @Test
    void allConnectionsThatAreKilledAgainAndAgain() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = near("CLIENT KILL", server)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            for (int i = 0; i < 20; i++) {
                server.execute("CLIENT", "KILL", "TYPE", "pubsub");
                server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                drive.work(Kind.READ, 100);
            }
            drive.faultEnds().healAndCheck();
        }
    }

    @Test
    void writersWhoFlushEverything() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = near("FLUSHALL", server)) {
            drive.startServed(OUTAGE).faultBegins();
            for (int i = 0; i < 10; i++) {
                drive.awaitNearHits().deleteElsewhere(() -> server.execute("FLUSHALL"));
            }
            drive.faultEnds().healAndCheck();
        }
    }

    @Test
    void serverThatHangsForLongerThanTheLag() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = near("SIGSTOP of the primary", server)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            server.pause();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 20);
            drive.faultEnds();
            server.resume();
            drive.healAndCheck();
        }
    }

    @Test
    void serverThatIsKilledAndComesBackEmpty() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                FaultDrive drive = near("killed, restarted empty", server)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            server.kill();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 50);
            drive.faultEnds();
            server.restart();
            drive.healAndCheck();
        }
    }

    @Test
    void serverWhoseMemoryIsFull() throws InterruptedException {
        try (RedisServer server = RedisServer.start("--maxmemory-policy", "allkeys-random");
                FaultDrive drive = near("maxmemory, allkeys-random", server)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            for (int i = 0; i < 5; i++) {
                server.execute("CONFIG", "SET", "maxmemory", "1kb");
                drive.work(Kind.READ, OUTAGE / 5);
                server.execute("CONFIG", "SET", "maxmemory", "0");
                drive.work(Kind.READ, OUTAGE / 5);
            }
            drive.faultEnds().healAndCheck();
        }
    }

    @Test
    void failoverLosesNoEvictionThatAReplicaHas() throws InterruptedException {
        try (RedisSentinels sentinels = RedisSentinels.start();
                FaultDrive drive = FaultDrive.near(
                        "sentinel failover, replica-acks 1", Modes.of(sentinels), ACKNOWLEDGED_BY_REPLICA)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            sentinels.failOver();
            drive.work(Kind.READ, OUTAGE).work(Kind.FAILED_EVICTION, 20);
            sentinels.restartAsReplica();
            drive.faultEnds().healAndCheck();
        }
    }

    /** What was acknowledged may be lost, until it is sent again. */
    @Test
    void primaryThatSwapsItsPlaceWithItsReplica() throws InterruptedException {
        try (RedisSentinels sentinels = RedisSentinels.start();
                FaultDrive drive =
                        FaultDrive.near("sentinels change places", Modes.of(sentinels), RedisSettings.DEFAULT)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            sentinels.changePlaces();
            drive.work(Kind.READ, OUTAGE).faultEnds().healAndCheckAtRest();
        }
    }

    @Test
    void slotThatMigratesKeyByKey() throws InterruptedException {
        int[] numbers = SeveralServersUnderLoadTests.numbersOfOneSlot(16);
        String key = RedisStoreFixture.nameOf(FaultWorker.keyOf(numbers[0]));
        try (RedisCluster cluster = RedisCluster.start();
                FaultDrive drive =
                        FaultDrive.near("slot that migrates", Modes.of(cluster), RedisSettings.DEFAULT, numbers)) {
            drive.startServed(OUTAGE).awaitNearHits().faultBegins();
            for (int i = 0; i < cluster.masters().size(); i++) {
                SlotMove move = cluster.beginToMoveSlotOf(key);
                drive.work(Kind.READ, 200).work(Kind.EVICTION, 5);
                for (String left : move.keysLeft()) {
                    move.moveKeys(List.of(left));
                    drive.work(Kind.READ, 20);
                }
                move.moveKeys(move.keysLeft());
                move.end();
                drive.work(Kind.READ, 200).work(Kind.EVICTION, 5).awaitNearHits();
            }
            drive.faultEnds().healAndCheck();
        }
    }
}
