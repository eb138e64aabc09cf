package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.ShadowSettings;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.DynamoDbRead;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A cache whose hits are compared with a database, and a clock of the test's own. Comparisons run on the test's thread. */
abstract class ShadowFixture {

    static final Duration EVICT_TIMEOUT = Duration.ofSeconds(1);
    static final Duration SECOND_LOOK = EVICT_TIMEOUT.plusSeconds(1);
    static final Duration FENCE = Duration.ofSeconds(15);
    static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(Duration.ofHours(10))
            .holdOff(Duration.ofMinutes(1))
            .fence(FENCE)
            .shadow(shadow -> shadow.withSampleRate(1).withMaxShare(1).withHeal(true))
            .build();

    final Slot slot = slot(1);
    final InMemoryServer server = new InMemoryServer();
    final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(server));
    final SteppedTiming timing = new SteppedTiming();
    final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    final List<ShadowResult> results = new ArrayList<>();
    final List<Duration> ages = new ArrayList<>();
    final Database database = new Database("old");
    final ListAppender<ILoggingEvent> logs = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ShadowedMethod.class);
    CacheCore core = coreWith(SETTINGS.shadow());
    ReadThroughCache cache = cacheOver(core);
    ShadowReads shadows = new ShadowReads(core, Runnable::run);

    @BeforeEach
    void listen() {
        logs.start();
        logger.addAppender(logs);
        expectEvictions();
        earn(1_000_000);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logs);
    }

    static Slot slot(int id) {
        return new Slot(CacheKey.of("users", List.of(id)), "Text");
    }

    /** Begins anew with other settings. */
    void shadowWith(ShadowSettings settings) {
        core = coreWith(settings);
        cache = cacheOver(core);
        shadows = new ShadowReads(core, Runnable::run);
    }

    void expectEvictions() {
        core.level().expectEvictions();
    }

    void earn(int halves) {
        shadows.share().saved(halves);
    }

    private CacheCore coreWith(ShadowSettings settings) {
        CacheSettings own = SETTINGS.with().shadow(shadow -> settings).build();
        Ports ports = new Ports(
                store,
                new InMemoryLoadLock(server),
                new Budgets(Duration.ofSeconds(10), EVICT_TIMEOUT),
                failure -> failure instanceof TimeoutException,
                timing,
                new Nonces());
        Listeners listeners = new Listeners(List.of(new CacheListener() {
            @Override
            public void onShadow(String cacheName, ShadowResult result, Duration age) {
                assertThat(cacheName).isEqualTo("users");
                results.add(result);
                ages.add(age);
            }
        }));
        return new CacheCore(own, ports, listeners, new Outbox(own, ports, listeners));
    }

    private ReadThroughCache cacheOver(CacheCore parts) {
        CacheSettings unsampled =
                SETTINGS.with().shadow(shadow -> ShadowSettings.OFF).build();
        return new ReadThroughCache(unsampled, parts.ports(), parts.listeners(), Runnable::run, parts.outbox());
    }

    /** Stores what the database holds. */
    void fill(Slot filled) {
        fill(filled, database.load());
    }

    /** Stores a value, as a load that began after the last eviction. */
    void fill(Slot filled, @Nullable String value) {
        try {
            cache.read(operation, filled, () -> {
                DynamoDbRead.begin().end(true);
                return value;
            });
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Lets a value be replaced as by a refresh. */
    void refill(Slot filled, @Nullable String value) {
        assertThat(await(core.ports().evict(filled.key(), Duration.ZERO, EntryStore.NO_WRITER)))
                .isNull();
        fill(filled, value);
    }

    void evict(Slot evicted) {
        assertThat(cache.evict(evicted.key())).isTrue();
    }

    /** A hit that is sampled, with the loads of a method that reads the database consistently. */
    void sample() {
        sample(slot, this::consistentLoad);
    }

    void sample(Slot hit, Supplier<@Nullable String> method) {
        sample(hit, loaderOf(method));
    }

    void sample(Slot hit, @Nullable Loader loader) {
        StoredEntry found = await(store.read(hit, operation.format(), false));
        assertThat(found.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(shadows.takes(found)).isTrue();
        shadows.begin(operation, hit, found, () -> loader);
    }

    @Nullable
    String consistentLoad() {
        String loaded = database.load();
        DynamoDbRead read = DynamoDbRead.begin();
        read.end(read.mustBeConsistent());
        return loaded;
    }

    static Loader loaderOf(Supplier<@Nullable String> method) {
        return new Loader() {
            @Override
            public CompletableFuture<@Nullable Object> load() {
                try {
                    return CompletableFuture.completedFuture(method.get());
                } catch (RuntimeException thrown) {
                    return CompletableFuture.failedFuture(thrown);
                }
            }

            @Override
            public Loader forRefresh() {
                return this;
            }
        };
    }

    void pass(Duration time) {
        server.advance(time);
        timing.pass(time);
    }

    boolean isCached() {
        return await(store.read(slot, operation.format(), false)).freshness() == Freshness.FRESH;
    }
}
