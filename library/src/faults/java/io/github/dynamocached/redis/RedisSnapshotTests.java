package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.StoredEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that comes back from a snapshot holds what was evicted after it was taken. */
class RedisSnapshotTests {

    private static final RedisSettings SETTINGS =
            new RedisSettings("dynamocached", Duration.ofMillis(500), Duration.ofSeconds(5));

    @Test
    void valueThatSnapshotBroughtBackIsNeverSeen(@TempDir Path folder) {
        try (RedisServer server = RedisServer.start("--dir", folder.toString());
                RedisConnection connection = RedisConnection.to(Connections.configOf(server), SETTINGS)) {
            bringBackWhatWasEvicted(server, connection);
        }
    }

    @Test
    void valueThatSnapshotBroughtBackIsNeverSeenThroughClientOfApplication(@TempDir Path folder) {
        try (RedisServer server = RedisServer.start("--dir", folder.toString())) {
            RedisSharedClientTests.sharing(server, SETTINGS, connection -> bringBackWhatWasEvicted(server, connection));
        }
    }

    private static void bringBackWhatWasEvicted(RedisServer server, RedisConnection connection) {
        RedisOperations operations = new RedisOperations(Connections.ready(connection));
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(operations.put()).isEqualTo(FillResult.STORED));
        server.execute("SAVE");
        awaitDone(operations.evict());

        Queue<Freshness> seen = readDuring(operations, () -> {
            server.restart();
            assertThat(server.execute("HGET", RedisStoreFixture.nameOf(operations.key), "name"))
                    .isEqualTo("Ada");
        });

        assertThat(seen).isNotEmpty().containsOnly(Freshness.NONE);
        await().untilAsserted(() -> {
            awaitDone(operations.evict());
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.FRESH);
        });
    }

    /** What a reader sees from before something until it has been answered several times after it. */
    private static Queue<Freshness> readDuring(RedisOperations operations, Runnable event) {
        Queue<Freshness> seen = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            reader.execute(() -> {
                while (!over.get()) {
                    StoredEntry found = operations
                            .read()
                            .exceptionally(failure -> StoredEntry.none(true))
                            .toCompletableFuture()
                            .join();
                    if (!found.isLeased()) {
                        seen.add(found.freshness());
                    }
                }
            });
            await().until(() -> !seen.isEmpty());
            event.run();
            int before = seen.size();
            await().until(() -> seen.size() > before + 100);
            return seen;
        } finally {
            over.set(true);
            reader.shutdown();
        }
    }

    @Test
    void tokenThatSnapshotBroughtBackFillsNothing(@TempDir Path folder) {
        try (RedisServer server = RedisServer.start("--dir", folder.toString());
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(Connections.configOf(server), SETTINGS))) {
            RedisOperations operations = new RedisOperations(connection);
            String token = operations.lease("n1");
            server.execute("SAVE");
            awaitDone(operations.evict());
            server.restart();
            assertThat(server.execute("HEXISTS", RedisStoreFixture.nameOf(operations.key), "@l"))
                    .isEqualTo(1L);

            FillResult answered = await().ignoreExceptions()
                    .until(
                            () -> operations
                                    .fill(token, new byte[] {1})
                                    .toCompletableFuture()
                                    .join(),
                            r -> true);

            assertThat(answered).isEqualTo(FillResult.REJECTED);
        }
    }
}
