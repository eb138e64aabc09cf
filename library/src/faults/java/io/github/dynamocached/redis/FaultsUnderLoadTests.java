package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise P3 on a real server to which something happens while two nodes work on it. In each case no caller is thrown
 * anything by the cache, no read breaks promise P1, what was evicted meanwhile is evicted in the end, and nothing is stale
 * at rest. What calls paid is printed.
 */
class FaultsUnderLoadTests {

    private static final int OUTAGE = 2_000;

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
            await().until(() -> RedisOperations.refusedBy(server, "LOADING") > 0);
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
}
