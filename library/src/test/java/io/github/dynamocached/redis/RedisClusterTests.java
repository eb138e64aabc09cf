package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.redis.RedisOperations.commandsOf;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.connection.MasterSlaveEntry;

/** Keys of a cluster lie on several primaries, which change. */
@Tag("full")
class RedisClusterTests {

    private static final RedisCluster CLUSTER = RedisCluster.start();
    private static final RedisConnection CONNECTION =
            Connections.ready(RedisConnection.to(Modes.of(CLUSTER), Connections.PATIENT));

    @AfterAll
    static void stop() {
        CONNECTION.close();
        CLUSTER.close();
    }

    private static List<RedisOperations> keysOnAllPrimaries() {
        return Stream.generate(() -> new RedisOperations(CONNECTION)).limit(30).toList();
    }

    private static int calls(String command) {
        return CLUSTER.masters().stream()
                .mapToInt(server -> commandsOf(server).getOrDefault(command, 0))
                .sum();
    }

    private static void resetCalls() {
        CLUSTER.masters().forEach(server -> server.execute("CONFIG", "RESETSTAT"));
    }

    private static RedisServer masterOf(RedisOperations operations) {
        return CLUSTER.masterOf(RedisStoreFixture.nameOf(operations.key));
    }

    @Test
    void hitIsOneHmgetOnThePrimaryOfTheKey() {
        List<RedisOperations> keys = keysOnAllPrimaries();
        assertThat(keys).allSatisfy(key -> assertThat(key.put()).isEqualTo(FillResult.STORED));
        resetCalls();

        assertThat(keys)
                .allSatisfy(key -> assertThat(await(key.read()).freshness()).isEqualTo(Freshness.FRESH));

        assertThat(CLUSTER.masters())
                .allSatisfy(server -> assertThat(commandsOf(server)).containsKey("hmget"));
        assertThat(calls("hmget")).isEqualTo(keys.size());
    }

    @Test
    void locksWork() {
        RedisLoadLock lock = new RedisLoadLock(CONNECTION);
        assertThat(keysOnAllPrimaries()).allSatisfy(key -> {
            assertThat(await(lock.tryLock(key.slot, 1, RedisOperations.MINUTE))).isTrue();
            assertThat(await(lock.tryLock(key.slot, 2, RedisOperations.MINUTE))).isFalse();
            awaitDone(lock.unlock(key.slot, 1));
            assertThat(await(lock.tryLock(key.slot, 2, RedisOperations.MINUTE))).isTrue();
        });
    }

    @Test
    void scriptsThatPrimariesHaveForgottenAreSentWithSource() {
        CLUSTER.masters().forEach(server -> server.execute("SCRIPT", "FLUSH"));

        assertThat(keysOnAllPrimaries()).allSatisfy(key -> assertThat(key.put()).isEqualTo(FillResult.STORED));
    }

    @Test
    void keyOfAMovedSlotIsServedByItsNewPrimary() {
        RedisOperations key = new RedisOperations(CONNECTION);
        assertThat(key.put()).isEqualTo(FillResult.STORED);

        CLUSTER.moveSlotOf(RedisStoreFixture.nameOf(key.key), () -> {});

        assertThat(await(key.read()).freshness()).isEqualTo(Freshness.FRESH);
        awaitDone(key.evict());
        assertThat(await(key.read()).freshness()).isEqualTo(Freshness.NONE);
        assertThat(key.put()).isEqualTo(FillResult.STORED);
        assertThat(masterOf(key).execute("HGET", RedisStoreFixture.nameOf(key.key), "name"))
                .isEqualTo("Ada");
    }

    private static List<CompletionStage<StoredEntry>> twoReadsThatShareACommand(RedisOperations key) {
        List<CompletionStage<StoredEntry>> reads = new ArrayList<>();
        key.store.together(store -> {
            reads.add(store.read(key.slot, RedisOperations.USER, true));
            reads.add(store.read(key.slot, RedisOperations.USER, true));
        });
        return reads;
    }

    @Test
    void keyOfAMovingSlotIsFilledAndEvictedWhereItIs() {
        RedisOperations present = new RedisOperations(CONNECTION);
        assertThat(present.put()).isEqualTo(FillResult.STORED);
        RedisOperations absent = new RedisOperations(CONNECTION);

        CLUSTER.moveSlotOf(RedisStoreFixture.nameOf(present.key), () -> {
            assertThat(await(present.read()).freshness()).isEqualTo(Freshness.FRESH);
            awaitDone(present.evict());
            assertThat(present.put()).isEqualTo(FillResult.STORED);
        });
        assertThat(await(present.read()).freshness()).isEqualTo(Freshness.FRESH);

        CLUSTER.moveSlotOf(RedisStoreFixture.nameOf(absent.key), () -> {
            resetCalls();
            assertThat(await(absent.read()).freshness()).isEqualTo(Freshness.NONE);
            assertThat(absent.put()).isEqualTo(FillResult.STORED);
            assertThat(twoReadsThatShareACommand(absent))
                    .allSatisfy(read -> assertThat(await(read).freshness()).isEqualTo(Freshness.FRESH));
            assertThat(calls("asking")).isEqualTo(5);
        });
        assertThat(await(absent.read()).freshness()).isEqualTo(Freshness.FRESH);
    }

    /** A command after which the thread that wrote it gives the connection back only when something has happened. */
    private static final class SlowlyReturned extends RedisCommand<Object> {

        private final AtomicBoolean written = new AtomicBoolean();
        private final Callable<Boolean> event;

        SlowlyReturned(String name, Callable<Boolean> event) {
            super(name);
            this.event = event;
        }

        /** What Redisson asks for between the two. */
        @Override
        public boolean isBlockingCommand() {
            if (!Thread.currentThread().getName().startsWith("redisson-netty")) {
                written.set(true);
                Awaitility.await().until(event);
            }
            return false;
        }
    }

    @Test
    void redirectedCommandGivesItsConnectionBackToThePrimaryThatRedirectedIt() {
        String name = RedisStoreFixture.nameOf(new RedisOperations(CONNECTION).key);
        int port = CLUSTER.masterOf(name).port();
        MasterSlaveEntry primary = CONNECTION.primaries().stream()
                .filter(known -> known.getClient().getAddr().getPort() == port)
                .findFirst()
                .orElseThrow();
        AtomicBoolean isNextWaiting = new AtomicBoolean();
        SlowlyReturned first = new SlowlyReturned("ECHO", isNextWaiting::get);
        SlowlyReturned redirected = new SlowlyReturned("EXISTS", () -> calls("asking") > 0);
        Reply<Object> reply = Reply.of("EXISTS", CommandKind.OTHER, Reply::required);

        CLUSTER.moveSlotOf(name, () -> {
            resetCalls();
            CompletableFuture<Void> unused = runAsync(
                    () -> CONNECTION.send(first, primary, Reply.of("ECHO", CommandKind.OTHER, Reply::required), "x"));
            Awaitility.await().untilTrue(first.written);
            CONNECTION.commands().send(redirected, name, new Object[] {name}, reply, false);
            isNextWaiting.set(true);
            assertThat(await(reply)).isEqualTo(0L);
        });

        Connections.ready(CONNECTION);
    }

    @Test
    void wholeCacheIsEvictedOnAllPrimaries() {
        List<RedisOperations> keys = keysOnAllPrimaries();
        keys.forEach(RedisOperations::put);

        awaitDone(keys.get(0).store.evictAll("users", RedisOperations.MINUTE));

        assertThat(keys)
                .allSatisfy(key -> assertThat(await(key.read()).freshness()).isEqualTo(Freshness.NONE));
    }

    @Test
    void wholeCacheIsEvictedWhileASlotMoves() {
        List<RedisOperations> keys = keysOnAllPrimaries();
        keys.forEach(RedisOperations::put);
        resetCalls();

        CLUSTER.moveSlotOf(
                RedisStoreFixture.nameOf(keys.get(0).key),
                () -> awaitDone(keys.get(0).store.evictAll("users", RedisOperations.MINUTE)));

        assertThat(calls("scan")).isEqualTo(2 * CLUSTER.masters().size());
        assertThat(keys)
                .allSatisfy(key -> assertThat(await(key.read()).freshness()).isEqualTo(Freshness.NONE));
    }

    @Test
    void replicaThatTakesOverIsServedAndJudgedByItsOwnStart() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(Modes.of(cluster), Connections.PATIENT))) {
            Modes.awaitService(connection);

            cluster.masters().get(0).kill();

            RedisServer successor = cluster.replicas().get(0);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> String.valueOf(successor.execute("INFO", "replication"))
                            .contains("role:master"));
            Modes.awaitService(connection);
            assertThat(commandsOf(successor)).containsKeys("evalsha", "info", "time");
        }
    }

    @Test
    void clusterThatHungSinceTheBeginningIsServedWhenItGoesOn() {
        try (RedisCluster cluster = RedisCluster.start()) {
            cluster.masters().forEach(RedisServer::pause);
            try (RedisConnection connection = RedisConnection.to(Modes.of(cluster), Connections.PATIENT)) {
                assertThat(new RedisOperations(connection).read().toCompletableFuture())
                        .isCompletedExceptionally();

                cluster.masters().forEach(RedisServer::resume);

                Modes.awaitService(connection);
            }
        }
    }
}
