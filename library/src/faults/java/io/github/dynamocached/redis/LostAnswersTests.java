package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.Connections.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.Failures;
import io.github.dynamocached.breaker.FailureReasons;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** A connection that is closed while a server still owes answers on it. The commands have a minute, and need none of it. */
class LostAnswersTests {

    private static final RedisSettings MINUTE =
            new RedisSettings("dynamocached", Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final CacheKey KEY = CacheKey.of("users", List.of("u1"));

    @Test
    void evictionWhoseConnectionIsClosedFailsAtOnce() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = ready(RedisConnection.to(Connections.configOf(server), MINUTE))) {
            assertFailsWithItsConnection(server, connection);
        }
    }

    @Test
    void evictionOverAConnectionOfTheApplicationFailsAtOnceToo() {
        try (RedisServer server = RedisServer.start()) {
            Config config = Connections.configOf(server);
            config.useSingleServer().setConnectionPoolSize(1).setConnectionMinimumIdleSize(1);
            RedissonClient application = Redisson.create(config);
            try (RedisConnection connection = ready(RedisConnection.sharing(application, MINUTE))) {
                assertFailsWithItsConnection(server, connection);
            } finally {
                application.shutdown(0, 1, TimeUnit.SECONDS);
            }
        }
    }

    private static void assertFailsWithItsConnection(RedisServer server, RedisConnection connection) {
        EntryStore store = new RedisEntryStore(connection);
        CompletableFuture<Void> before =
                store.evict(KEY, Duration.ofSeconds(1), EntryStore.NO_WRITER).toCompletableFuture();
        await().until(before::isDone);
        assertThat(before).isCompleted();

        server.pause();
        CompletableFuture<Void> eviction =
                store.evict(KEY, Duration.ofSeconds(1), EntryStore.NO_WRITER).toCompletableFuture();
        await().during(Duration.ofMillis(200)).until(() -> !eviction.isDone());
        server.kill();
        await().until(eviction::isDone);
        Throwable failure =
                eviction.handle((done, failed) -> Failures.unwrapped(failed)).join();
        assertThat(FailureReasons.of(failure)).isEqualTo(CommandFailure.CONNECTION);
    }
}
