package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.DynamoDbRead;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of two nodes in which every hit is compared: with writers that evict, if late or through the outbox, nothing
 * is called wrong. A writer that never evicts is found.
 */
class ShadowHistoryTests {

    private static final int OPERATIONS = 100_000;
    private static final int KEYS = 40;
    private static final Duration FENCE = Duration.ofSeconds(15);

    private final InMemoryServer server = new InMemoryServer();
    private final SteppedTiming timing = new SteppedTiming();
    private final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(server));
    private final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    private final Map<ShadowResult, Integer> results = new EnumMap<>(ShadowResult.class);
    private final ReadThroughCache node = newNode();
    private final ReadThroughCache other = newNode();
    private final int[] versions = new int[KEYS];

    @BeforeEach
    void expectEvictions() {
        node.expectEvictions();
        other.expectEvictions();
    }

    private ReadThroughCache newNode() {
        Ports ports = new Ports(
                store,
                new InMemoryLoadLock(server),
                new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(1)),
                FailurePredicate.NONE,
                timing,
                new Nonces());
        return new ReadThroughCaches(
                        ports,
                        Runnable::run,
                        name -> Node.SETTINGS
                                .with()
                                .ttl(Duration.ofMinutes(2))
                                .ttlJitter(0.5)
                                .staleWhileRevalidate(Duration.ofSeconds(20))
                                .consistency(Consistency.FENCED)
                                .fence(FENCE)
                                .shadow(shadow -> shadow.withSampleRate(1).withMaxShare(1))
                                .build(),
                        List.of(new CacheListener() {
                            @Override
                            public void onShadow(String cacheName, ShadowResult result, Duration age) {
                                results.merge(result, 1, Integer::sum);
                            }
                        }))
                .cache("users");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writersThatEvictRaiseNoFalseAlarm(long seed) throws Throwable {
        Random random = new Random(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            ReadThroughCache where = random.nextBoolean() ? node : other;
            int key = random.nextInt(KEYS);
            switch (random.nextInt(40)) {
                case 0 -> write(where, key, Duration.ofMillis(random.nextInt(10_000)));
                case 1 -> writeBehindFence(where, key, Duration.ofMillis(random.nextInt(5_000)));
                case 2 -> readDuringWrite(where, key);
                case 3 -> pass(Duration.ofMillis(random.nextInt(4_000)));
                default -> read(where, key);
            }
        }
        pass(Duration.ofMinutes(1));
        assertThat(results).doesNotContainKeys(ShadowResult.WRONG, ShadowResult.AGED);
        assertThat(results.get(ShadowResult.RIGHT)).isGreaterThan(10_000);
        assertThat(results.get(ShadowResult.CHANGED)).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writerThatNeverEvictsIsFound(long seed) throws Throwable {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            if (random.nextInt(100) == 0) {
                versions[random.nextInt(KEYS)]++;
            }
            read(node, random.nextInt(KEYS));
            pass(Duration.ofMillis(random.nextInt(500)));
        }
        pass(Duration.ofMinutes(1));
        assertThat(results.get(ShadowResult.WRONG)).isGreaterThan(5);
    }

    private static Slot slotOf(int key) {
        return ShadowFixture.slot(key);
    }

    private void read(ReadThroughCache where, int key) throws Throwable {
        Object unused = where.read(operation, slotOf(key), new VersionLoader(key));
    }

    /** One write in ten is evicted through the outbox. */
    private void write(ReadThroughCache where, int key, Duration later) {
        versions[key]++;
        if (versions[key] % 10 == 0) {
            store.failNext(Kind.EVICT);
        }
        CompletableFuture<?> unused = timing.after(later.toNanos())
                .thenCompose(due -> where.evictAsync(List.of(slotOf(key).key())));
    }

    private void writeBehindFence(ReadThroughCache where, int key, Duration later) {
        Write write = where.beginWrite(List.of(slotOf(key).key()));
        versions[key]++;
        CompletableFuture<?> unused = timing.after(later.toNanos()).thenCompose(due -> write.evictAsync());
    }

    /** A load that has read before a write ends after the eviction. */
    private void readDuringWrite(ReadThroughCache where, int key) throws Throwable {
        Object unused = where.read(operation, slotOf(key), () -> {
            String before = load(key);
            versions[key]++;
            where.evict(slotOf(key).key());
            return before;
        });
    }

    private String load(int key) {
        DynamoDbRead read = DynamoDbRead.begin();
        read.cost(1);
        read.end(read.mustBeConsistent());
        return "version " + versions[key];
    }

    private void pass(Duration time) {
        server.advance(time);
        timing.pass(time);
    }

    private final class VersionLoader implements BlockingLoader {

        private final int key;

        VersionLoader(int key) {
            this.key = key;
        }

        @Override
        public @Nullable Object load() {
            return ShadowHistoryTests.this.load(key);
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }
}
