package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** Servers that are away, hang, forget, come back from a snapshot, or are full. */
class RedisFaultTests {

    private static final RedisSettings BRIEF =
            new RedisSettings("dynamocached", Duration.ofMillis(100), Duration.ofMillis(100));

    private static void awaitService(RedisOperations operations) {
        await().ignoreExceptions().untilAsserted(() -> {
            awaitDone(operations.evict());
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.FRESH);
        });
    }

    private static List<CompletableFuture<?>> everything(RedisConnection connection, RedisOperations operations) {
        RedisLoadLock lock = new RedisLoadLock(connection);
        return Stream.<CompletionStage<?>>of(
                        operations.read(),
                        operations.acquire("n1"),
                        operations.fill("n1:1", new byte[] {1}),
                        operations.store.release(operations.slot, "n1"),
                        operations.evict(),
                        lock.tryLock(operations.slot, 1, RedisOperations.MINUTE),
                        lock.unlock(operations.slot, 1))
                .<CompletableFuture<?>>map(CompletionStage::toCompletableFuture)
                .toList();
    }

    private static String notSent(String command) {
        return command + " was not sent: there is no connection to Redis. Connecting is retried in the background.";
    }

    @Test
    void everythingFailsAtOnceWhileServerIsAwayAndServesOnceItIsThere() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            try (RedisConnection connection = Connections.open(server)) {
                RedisOperations operations = new RedisOperations(connection);
                assertThat(connection.isConnected()).isFalse();
                assertThat(everything(connection, operations))
                        .allSatisfy(stage -> assertThat(stage).isCompletedExceptionally());
                assertThat(awaitFailure(operations.evict())).hasMessage(notSent("evict"));
                assertThat(awaitFailure(operations.read())).hasMessage(notSent("HMGET"));

                server.restart();

                await().until(connection::isConnected);
                awaitService(operations);
            }
        }
    }

    @Test
    void everythingFailsAtOnceWhileServerHasHungSinceTheBeginning() {
        try (RedisServer server = RedisServer.start()) {
            server.pause();
            try (RedisConnection connection = RedisConnection.to(Connections.configOf(server), BRIEF)) {
                RedisOperations operations = new RedisOperations(connection);
                assertThat(everything(connection, operations))
                        .allSatisfy(stage -> assertThat(stage).isCompletedExceptionally());

                server.resume();

                awaitService(operations);
            }
        }
    }

    @Test
    void everythingFailsWhileServerHangsAndServesWhenItGoesOn() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(Connections.configOf(server), BRIEF))) {
            RedisOperations operations = new RedisOperations(connection);
            awaitService(operations);
            server.pause();

            assertThat(awaitFailure(operations.read()).getMessage())
                    .isIn(
                            "HMGET failed with RedisResponseTimeoutException.",
                            "HMGET failed with RedisTimeoutException.");
            assertThat(everything(connection, operations))
                    .allSatisfy(stage -> assertThat(awaitFailure(stage))
                            .isInstanceOf(RedisUnavailableException.class)
                            .hasNoCause()
                            .message()
                            .doesNotContain(operations.key.text()));

            server.resume();
            awaitService(operations);
        }
    }

    @Test
    void evictionWaitsLongerThanRead() {
        RedisSettings settings = new RedisSettings("dynamocached", Duration.ofMillis(200), Duration.ofSeconds(15));
        try (RedisServer server = RedisServer.start();
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(Connections.configOf(server), settings))) {
            RedisOperations operations = new RedisOperations(connection);
            awaitService(operations);
            server.pause();
            CompletableFuture<Void> eviction = operations.evict().toCompletableFuture();

            assertThat(awaitFailure(operations.read())).isInstanceOf(RedisUnavailableException.class);
            assertThat(eviction).isNotDone();

            server.resume();
            awaitDone(eviction);
            assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.NONE);
        }
    }

    @Test
    void everythingFailsWhileServerIsKilledAndServesAfterRestart() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server))) {
            RedisOperations operations = new RedisOperations(connection);
            awaitService(operations);
            server.kill();

            assertThat(everything(connection, operations))
                    .allSatisfy(stage -> assertThat(awaitFailure(stage))
                            .isInstanceOf(RedisUnavailableException.class)
                            .hasNoCause()
                            .message()
                            .doesNotContain(operations.key.text()));

            server.restart();
            awaitService(operations);
        }
    }

    @Test
    void evictionPassesAndFillIsRefusedWholeWhenMemoryIsFull() {
        try (RedisServer server = RedisServer.start("--maxmemory", "20mb", "--maxmemory-policy", "noeviction");
                RedisConnection connection = Connections.ready(Connections.open(server))) {
            RedisOperations present = new RedisOperations(connection);
            assertThat(present.put()).isEqualTo(FillResult.STORED);
            RedisOperations loading = new RedisOperations(connection);
            String token = loading.lease("n1");
            server.execute("CONFIG", "SET", "maxmemory", "1");

            assertThat(awaitFailure(loading.fill(token, new byte[] {1})))
                    .hasMessage("fill failed with RedisOutOfMemoryException.");
            assertThat(server.execute("HKEYS", RedisStoreFixture.nameOf(loading.key)))
                    .isEqualTo(List.of("@l"));
            awaitDone(present.evict());
            awaitDone(new RedisOperations(connection).evict());
            assertThat(server.execute("HKEYS", RedisStoreFixture.nameOf(present.key)))
                    .isEqualTo(List.of("@h"));
            assertThat((Long) Objects.requireNonNull(server.execute("PTTL", RedisStoreFixture.nameOf(present.key))))
                    .isPositive();
        }
    }

    @Test
    void serverThatAsksForPasswordIsServed() {
        try (RedisServer server = RedisServer.start("--requirepass", "secret")) {
            Config application = Connections.configOf(server).setPassword("secret");
            try (RedisConnection connection = Connections.ready(RedisConnection.to(application, Connections.PATIENT))) {
                assertThat(new RedisOperations(connection).put()).isEqualTo(FillResult.STORED);
            }
        }
    }

    @Test
    void restartedServerIsReportedOnce() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server))) {
            AtomicInteger told = new AtomicInteger();
            RedisOperations operations = new RedisOperations(connection);
            operations.store.onNewPrimary(told::incrementAndGet);
            awaitService(operations);
            server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            awaitService(operations);
            assertThat(told).hasValue(0);

            server.restart();

            awaitService(operations);
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void closedConnectionSendsNothing() {
        try (RedisServer server = RedisServer.start()) {
            RedisConnection connection = Connections.ready(Connections.open(server));
            RedisOperations operations = new RedisOperations(connection);
            connection.close();
            connection.close();

            assertThat(connection.isConnected()).isFalse();
            assertThat(everything(connection, operations))
                    .allSatisfy(stage -> assertThat(stage).isCompletedExceptionally());
            assertThat(awaitFailure(new RedisLoadLock(connection).unlock(operations.slot, 1)))
                    .hasMessage(notSent("unlock"));
            await().untilAsserted(() ->
                    assertThat((String) server.execute("CLIENT", "LIST")).hasLineCount(1));
        }
    }
}
