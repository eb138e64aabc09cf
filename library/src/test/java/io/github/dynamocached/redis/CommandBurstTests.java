package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More commands at once than a pool of Redisson can let wait. */
class CommandBurstTests {

    private static final int THREADS = 8;
    private static final int COMMANDS = 5_000;

    private final RedisServer server = RedisServer.start();
    private final RedisConnection connection = Connections.ready(Connections.open(server));
    private final RedisEntryStore store = new RedisEntryStore(connection);
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        callers.shutdownNow();
        connection.close();
        server.close();
    }

    @Test
    void everyCommandOfABurstIsAnswered() throws Exception {
        List<CompletableFuture<Void>> evictions = IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> burst(thread), callers))
                .toList()
                .stream()
                .flatMap(burst -> burst.join().stream())
                .toList();
        CompletableFuture.allOf(evictions.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(evictions).hasSize(THREADS * COMMANDS);
    }

    private List<CompletableFuture<Void>> burst(int thread) {
        return IntStream.range(0, COMMANDS)
                .mapToObj(command -> store.evict(
                                CacheKey.of("users", List.of(thread + "-" + command)),
                                Duration.ofSeconds(1),
                                EntryStore.NO_WRITER)
                        .toCompletableFuture())
                .toList();
    }
}
