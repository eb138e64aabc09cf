package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static io.github.dynamocached.redis.RedisOperations.commandsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a whole cache is evicted on a server. */
class CacheSweepTests {

    @Test
    void keysAreScannedAndNeitherListedNorUnlinked() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server))) {
            List<RedisOperations> keys = Stream.generate(() -> new RedisOperations(connection))
                    .limit(20)
                    .toList();
            keys.forEach(RedisOperations::put);
            server.execute("CONFIG", "RESETSTAT");

            awaitDone(keys.get(0).store.evictAll("users", Duration.ZERO));

            assertThat(commandsOf(server))
                    .containsKey("scan")
                    .containsEntry("evalsha", 1 + 19)
                    .doesNotContainKeys("keys", "unlink", "flushdb", "flushall");
            assertThat(server.execute("DBSIZE")).isEqualTo(0L);
        }
    }

    @Test
    void serverThatHangsFailsIt() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(RedisConnection.to(
                        Connections.configOf(server),
                        new RedisSettings("dynamocached", Duration.ofSeconds(5), Duration.ofMillis(200))))) {
            RedisOperations key = new RedisOperations(connection);
            key.put();
            server.pause();

            CompletionStage<Void> all = key.store.evictAll("users", Duration.ZERO);

            assertThat(awaitFailure(all)).isInstanceOf(RedisUnavailableException.class);
            server.resume();
            awaitDone(key.store.evictAll("users", Duration.ZERO));
            assertThat(await(key.read()).freshness()).isEqualTo(Freshness.NONE);
        }
    }

    @Test
    void withoutConnectionItFailsAtOnce() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            try (RedisConnection connection = Connections.open(server)) {
                assertThat(new RedisEntryStore(connection).evictAll("users", Duration.ZERO))
                        .isCompletedExceptionally();
            }
        }
    }

    @Test
    void patternOfPlainTextIsThatTextAndAStar() {
        assertThat(CacheSweep.matching("dynamocached:users-1_2.x:")).isEqualTo("dynamocached:users-1_2.x:*");
    }

    @Test
    void patternMatchesItsTextAlone() {
        RedisServer redis = SharedServers.redis();
        String text = "glob:a*b?c[d-e]^f\\g:";
        redis.execute("SET", text + "1", "value", "PX", 60_000);
        redis.execute("SET", "glob:aXbXcd^f\\g:1", "value", "PX", 60_000);
        redis.execute("SET", "glob:aXbYc[d-e]^fg:1", "value", "PX", 60_000);

        assertThat(redis.execute("KEYS", CacheSweep.matching(text))).isEqualTo(List.of(text + "1"));
    }
}
