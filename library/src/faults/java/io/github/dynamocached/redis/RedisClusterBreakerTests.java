package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.breaker.BreakerSettings;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One primary of a cluster hangs, and the others do not. */
@Tag("full")
class RedisClusterBreakerTests {

    private static final RedisSettings SETTINGS = new RedisSettings(
            "dynamocached",
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            0,
            new BreakerSettings(true, 0.5, 3, 10, Duration.ofMillis(300)));

    private final RedisCluster cluster = RedisCluster.start();
    private final RedisConnection connection = Connections.ready(RedisConnection.to(Modes.of(cluster), SETTINGS));
    private final RedisServer hanging = cluster.masters().get(0);
    private List<RedisOperations> itsKeys = List.of();
    private List<RedisOperations> otherKeys = List.of();

    @BeforeEach
    void fill() {
        cluster.masters().forEach(master -> master.execute("CONFIG", "SET", "cluster-require-full-coverage", "no"));
        List<RedisOperations> keys =
                Stream.generate(() -> new RedisOperations(connection)).limit(30).toList();
        assertThat(keys).allSatisfy(key -> assertThat(key.put()).isEqualTo(FillResult.STORED));
        itsKeys = keys.stream().filter(this::isHanging).toList();
        otherKeys = keys.stream().filter(key -> !isHanging(key)).toList();
    }

    private boolean isHanging(RedisOperations key) {
        return cluster.masterOf(RedisStoreFixture.nameOf(key.key)) == hanging;
    }

    @AfterEach
    void stop() {
        connection.close();
        cluster.close();
    }

    /**
     * The share of commands that fail is far below the one that opens a breaker, but it is all of this primary's. Once in a
     * while a single read tries whether the primary answers again.
     */
    @Test
    void nothingIsSentToThePrimaryThatHangsAndTheOthersServe() {
        hanging.pause();
        Awaitility.await().until(() -> {
            assertOthersServe();
            return "HMGET was not sent: the circuit breaker is open."
                    .equals(awaitFailure(itsKeys.get(0).read()).getMessage());
        });
        List<CompletableFuture<StoredEntry>> reads =
                itsKeys.stream().map(key -> key.read().toCompletableFuture()).toList();
        assertThat(reads).filteredOn(read -> !read.isDone()).hasSizeLessThan(2);
        assertThat(reads)
                .filteredOn(CompletableFuture::isDone)
                .isNotEmpty()
                .allMatch(CompletableFuture::isCompletedExceptionally);
        assertOthersServe();

        hanging.resume();
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(itsKeys)
                        .allSatisfy(
                                key -> assertThat(await(key.read()).freshness()).isEqualTo(Freshness.FRESH)));
    }

    private void assertOthersServe() {
        assertThat(otherKeys)
                .allSatisfy(key -> assertThat(await(key.read()).freshness()).isEqualTo(Freshness.FRESH));
    }
}
