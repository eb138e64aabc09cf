package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Far more asynchronous writes than the outbox sends in a second, for which nobody waits. */
@Tag("full")
class OwedEvictionsUnderLoadTests {

    private static final int A_SECOND = 20_000;
    private static final int AT_ONCE = 200;
    private static final int SECONDS = 15;

    private static String callsOfScan(RedisServer server) {
        return String.valueOf(Objects.requireNonNull(server.execute("INFO", "commandstats")))
                .lines()
                .filter(line -> line.startsWith("cmdstat_scan:"))
                .findFirst()
                .orElse("none");
    }

    @Test
    void noKeyStaysPoisonedLongAndTheWholeCacheNever() {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger mostPending = new AtomicInteger();
        AtomicLong wholeCache = new AtomicLong();
        ScheduledExecutorService writers = Executors.newSingleThreadScheduledExecutor();
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server));
                Node node = new Node(new RedisEntryStore(connection), new RedisLoadLock(connection))) {
            ReadThroughCache cache = node.cache();
            long began = System.nanoTime();
            var writing = writers.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < AT_ONCE; i++) {
                            CacheKey key = CacheKey.of("users", List.of(next.getAndIncrement()));
                            SeenWrite write = cache.openWrite(List.of(key));
                            write.owe(WriteOutcome.WRITTEN);
                        }
                        mostPending.accumulateAndGet(cache.outbox().queued(), Math::max);
                        wholeCache.addAndGet(cache.outbox().wholeCache() ? 1 : 0);
                    },
                    0,
                    TimeUnit.SECONDS.toNanos(1) * AT_ONCE / A_SECOND,
                    TimeUnit.NANOSECONDS);

            await().atMost(Duration.ofMinutes(3)).until(() -> next.get() >= A_SECOND * SECONDS);
            writing.cancel(false);
            long written = System.nanoTime();
            assertThat(cache.evict(CacheKey.of("users", List.of(next.get() - 1))))
                    .isTrue();
            System.out.printf(
                    "Owed evictions: %,d in %,d ms, the last one acknowledged after %,d ms, at most %d pending%n",
                    next.get(),
                    TimeUnit.NANOSECONDS.toMillis(written - began),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - written),
                    mostPending.get());
            assertThat(wholeCache).hasValue(0);
            assertThat(mostPending).hasValue(0);
            assertThat(callsOfScan(server)).isEqualTo("none");
        } finally {
            writers.shutdownNow();
        }
    }
}
