package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readers on two nodes of a cluster never see what was there before an acknowledged eviction of all. */
@Tag("full")
class EvictAllRaceTests {

    private static final int KEYS = 40;
    private static final int READERS = 8;
    private static final int EVICTIONS = 150;
    private static final int LONGEST_LOAD_NANOS = 3_000_000;
    private static final CacheSettings SETTINGS = CacheSettings.named("users")
            .consistency(Consistency.STRICT)
            .lockWait(Duration.ofSeconds(2))
            .build();

    private final String run = UUID.randomUUID().toString();

    /** The version of everything in the database, and the one that every read must see since the last eviction. */
    private final AtomicLong written = new AtomicLong();

    private final AtomicLong evicted = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger hits = new AtomicInteger();

    private Slot slot(int id) {
        return new Slot(CacheKey.of("users", List.of(run, id)), "Text");
    }

    /** Reads until the end, and says how often a value was older than the last eviction before the read. */
    private int read(Node node) {
        int stale = 0;
        while (!over.get()) {
            long floor = evicted.get();
            Outcome outcome = node.read(slot(ThreadLocalRandom.current().nextInt(KEYS)), new Load());
            stale += Long.parseLong(String.valueOf(outcome.value())) < floor ? 1 : 0;
            if (outcome.source() == Outcome.Source.HIT) {
                hits.incrementAndGet();
            }
        }
        return stale;
    }

    /** Takes a while after the database has been read. */
    private final class Load implements BlockingLoader {

        @Override
        public Object load() {
            long version = written.get();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(LONGEST_LOAD_NANOS));
            return String.valueOf(version);
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }

    @Test
    void noReadIsOlderThanTheEvictionBeforeIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (RedisCluster cluster = RedisCluster.start();
                RedisConnection one = Connections.ready(RedisConnection.to(Modes.of(cluster), Connections.PATIENT));
                RedisConnection other = Connections.ready(RedisConnection.to(Modes.of(cluster), Connections.PATIENT));
                Node first = Node.on(new RedisEntryStore(one), new RedisLoadLock(one), SETTINGS);
                Node second = Node.on(new RedisEntryStore(other), new RedisLoadLock(other), SETTINGS)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Node node = i % 2 == 0 ? first : second;
                readers.add(threads.submit(() -> read(node)));
            }
            for (int i = 0; i < EVICTIONS; i++) {
                long version = written.incrementAndGet();
                assertThat(first.cache().evictAll()).isTrue();
                evicted.set(version);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            over.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(30, TimeUnit.SECONDS)).isZero();
            }
            assertThat(hits.get()).isPositive();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }
}
