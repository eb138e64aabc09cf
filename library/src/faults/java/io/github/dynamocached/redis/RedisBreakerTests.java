package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.breaker.BreakerSettings;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads and evictions apart, on a server that hangs and goes on. */
class RedisBreakerTests {

    private static final RedisSettings SETTINGS = new RedisSettings(
            "dynamocached",
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            0,
            new BreakerSettings(true, 0.5, 3, 3, Duration.ofMillis(300)));

    private final RedisServer server = RedisServer.start();
    private final RedisConnection connection =
            Connections.ready(RedisConnection.to(Connections.configOf(server), SETTINGS));
    private final RedisOperations operations = new RedisOperations(connection);

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    /** As each caller of a cache does. */
    private static CompletableFuture<?> givenUpInTime(CompletionStage<?> read) {
        return read.toCompletableFuture().orTimeout(SETTINGS.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void readsFailAtOnceAfterSomeHaveTimedOutWhileEvictionsAreStillSent() {
        awaitPut();
        server.pause();
        await().untilAsserted(() -> {
            assertThat(awaitFailure(givenUpInTime(operations.read()))).hasMessage(notSent("HMGET"));
            assertThat(operations.read().toCompletableFuture()).isCompletedExceptionally();
            assertThat(awaitFailure(operations.acquire("n1"))).hasMessage(notSent("acquire"));
            assertThat(awaitFailure(new RedisLoadLock(connection).tryLock(operations.slot, 1, RedisOperations.MINUTE)))
                    .hasMessage(notSent("tryLock"));
        });
        CompletableFuture<Void> eviction = operations.evict().toCompletableFuture();
        assertThat(eviction).isNotDone();
        assertThat(awaitFailure(eviction).getMessage()).startsWith("evict failed with Redis");

        server.resume();
        awaitFreshRead();
    }

    @Test
    void evictionsFailAtOnceAfterSomeHaveTimedOutWhileReadsAreStillSent() {
        awaitPut();
        server.pause();
        await().untilAsserted(() -> {
            assertThat(awaitFailure(operations.evict())).hasMessage(notSent("evict"));
            assertThat(operations.evict().toCompletableFuture()).isCompletedExceptionally();
        });
        CompletableFuture<StoredEntry> read = operations.read().toCompletableFuture();
        assertThat(read).isNotDone();
        assertThat(awaitFailure(read).getMessage()).startsWith("HMGET failed with Redis");

        server.resume();
        awaitFreshRead();
        await().ignoreExceptions().untilAsserted(() -> awaitDone(operations.evict()));
    }

    @Test
    void scriptThatServerHasForgottenIsSentWithSourceByTheSingleCommandThatTriesAgain() {
        server.pause();
        await().until(() ->
                notSent("evict").equals(awaitFailure(operations.evict()).getMessage()));
        server.resume();
        server.execute("SCRIPT", "FLUSH");
        await().ignoreExceptions().untilAsserted(() -> awaitDone(operations.evict()));
    }

    /** The server has executed evictions that were given up, so there is something to read only after another put. */
    private void awaitFreshRead() {
        awaitPut();
        await().ignoreExceptions().until(() -> await(operations.read()).freshness() == Freshness.FRESH);
    }

    /** On a busy machine the first one may take longer than its budget. */
    private void awaitPut() {
        await().ignoreExceptions().until(() -> FillResult.STORED.equals(operations.put()));
    }

    private static String notSent(String command) {
        return command + " was not sent: the circuit breaker is open.";
    }
}
