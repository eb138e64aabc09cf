package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.cache.Write;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes that are told from the only thread of an event loop, while Redis hangs: it must never wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisHungWriteTests {

    private static final Budgets BUDGETS = new Budgets(Duration.ofMillis(100), Duration.ofMillis(500));
    private static final Duration MUCH_LONGER = Duration.ofSeconds(10);

    private final RedisServer server = RedisServer.start();
    private final RedisConnection connection = Connections.ready(Connections.open(server));
    private final ExecutorService eventLoop = Executors.newSingleThreadExecutor();
    private final ReadThroughCaches caches = new ReadThroughCaches(
            new RedisEntryStore(connection),
            new RedisLoadLock(connection),
            BUDGETS,
            FailurePredicate.NONE,
            Runnable::run,
            name -> CacheSettings.named(name)
                    .consistency(Consistency.valueOf(name.toUpperCase(Locale.ROOT)))
                    .build(),
            List.of());

    @BeforeEach
    void hang() {
        server.resume();
        for (Consistency consistency : Consistency.values()) {
            await().until(() -> cache(consistency).evict(keys(consistency)));
        }
        server.pause();
    }

    @AfterAll
    void stop() {
        server.resume();
        eventLoop.shutdownNow();
        caches.close();
        connection.close();
        server.close();
    }

    private ReadThroughCache cache(Consistency consistency) {
        return caches.cache(consistency.name().toLowerCase(Locale.ROOT));
    }

    private List<CacheKey> keys(Consistency consistency) {
        String name = cache(consistency).settings().name();
        return Stream.of(1, 2).map(id -> CacheKey.of(name, List.of(id))).toList();
    }

    /** How often the current thread has waited or was parked so far. */
    private static long waits() {
        return Objects.requireNonNull(ManagementFactory.getThreadMXBean()
                        .getThreadInfo(Thread.currentThread().getId()))
                .getWaitedCount();
    }

    private long waitsOfEventLoop(Runnable task) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            long before = waits();
                            task.run();
                            return waits() - before;
                        },
                        eventLoop)
                .orTimeout(MUCH_LONGER.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private List<CompletionStage<Boolean>> everyAsynchronousEnd(Consistency consistency) {
        ReadThroughCache cache = cache(consistency);
        List<CacheKey> keys = keys(consistency);
        List<CompletionStage<Boolean>> ends = new ArrayList<>();
        ends.add(cache.evictAsync(keys));
        ends.add(cache.evictAsync(keys.subList(0, 1)));
        CompletableFuture<Write> begun = cache.beginWriteAsync(keys);
        ends.add(begun.thenCompose(Write::evictAsync));
        ends.add(begun.thenCompose(Write::evictUnknownAsync));
        ends.add(begun.thenCompose(Write::notWrittenAsync));
        ends.add(cache.openWrite(keys).evict(WriteOutcome.WRITTEN));
        ends.add(cache.openWrite(keys).evict(WriteOutcome.UNKNOWN));
        ends.add(cache.openWrite(keys).evict(WriteOutcome.NOT_WRITTEN));
        SeenWrite announced = cache.openWrite(keys);
        ends.add(announced.announced().thenCompose(done -> announced.evict(WriteOutcome.WRITTEN)));
        for (WriteOutcome outcome : WriteOutcome.values()) {
            cache.openWrite(keys).owe(outcome);
        }
        cache.owe(keys);
        return ends;
    }

    @ParameterizedTest
    @EnumSource(Consistency.class)
    void noEndOfAWriteBlocksItsThreadAndEachFutureEndsWithinTheBudgets(Consistency consistency) {
        List<CompletionStage<Boolean>> ends = new ArrayList<>();

        assertThat(waitsOfEventLoop(() -> ends.addAll(everyAsynchronousEnd(consistency))))
                .isZero();

        assertThat(ends)
                .hasSize(9)
                .allSatisfy(end -> assertThat(end.toCompletableFuture()).succeedsWithin(MUCH_LONGER));
        assertThat(waitsOfEventLoop(() -> {})).isZero();
        assertThat(cache(consistency).outbox().queued()).isPositive();
        server.resume();
        await().until(() -> cache(consistency).outbox().queued() == 0);
        assertThat(cache(consistency).evict(keys(consistency))).isTrue();
    }

    @Test
    void synchronousEndWouldHaveBeenNoticed() {
        assertThat(waitsOfEventLoop(() -> {
                    boolean unused = cache(Consistency.STRICT).evict(keys(Consistency.STRICT));
                }))
                .isPositive();
    }
}
