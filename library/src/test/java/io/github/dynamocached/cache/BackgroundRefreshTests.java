package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stale-while-revalidate and early refresh on two nodes. */
class BackgroundRefreshTests {

    private static final Duration TTL = Duration.ofSeconds(10);
    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(TTL)
            .staleWhileRevalidate(Duration.ofMinutes(1))
            .earlyRefresh(0)
            .build();

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final InMemoryEntryStore store = new InMemoryEntryStore(server);
    private final InMemoryEntryStoreFixture fixture = new InMemoryEntryStoreFixture(server);
    private final List<RefreshResult> results = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    private final Database database = new Database("old");
    private final Node node = node(SETTINGS);

    @AfterEach
    void stop() {
        nodes.forEach(Node::close);
    }

    @Test
    void staleValueIsReturnedAtOnceAndReplacedInTheBackground() {
        becomeStale();
        database.write("new");
        assertThat(node.read(slot, refreshing(database::load))).isEqualTo(new Outcome(Source.STALE, "old", 10_000));
        awaitResult(RefreshResult.REFRESHED);
        assertThat(node.read(slot, refreshing(database::load))).isEqualTo(new Outcome(Source.HIT, "new", 0));
    }

    @Test
    void valueIsGoneAfterItsWindow() {
        becomeStale();
        server.advance(SETTINGS.staleWhileRevalidate());
        assertThat(node.read(slot, refreshing(database::load)).source()).isEqualTo(Source.MISS);
    }

    @Test
    void windowOfTheMethodBeatsThatOfTheCache() throws Throwable {
        ReadOperation operation =
                new ReadOperation("Users.find(String)", new TextCodec(), null, Duration.ZERO, FillCheck.NONE);
        node.cache().read(operation, slot, database::load);
        server.advance(TTL);
        assertThat(node.cache().read(operation, slot, database::load).source()).isEqualTo(Source.MISS);
    }

    @Test
    void absenceHasNoWindow() {
        database.write(null);
        node.read(slot, database::load);
        server.advance(SETTINGS.negativeTtl());
        assertThat(node.read(slot, refreshing(database::load)).source()).isEqualTo(Source.MISS);
    }

    @Test
    void expiringKeyIsLoadedOncePerPeriodByTwoNodesAndNobodyWaits() throws Exception {
        Node other = node(SETTINGS);
        becomeStale();
        Database.HeldLoad load = database.held();
        assertThat(node.read(slot, refreshing(load)).source()).isEqualTo(Source.STALE);
        load.awaitSeen();
        for (int i = 0; i < 20; i++) {
            assertThat(other.read(slot, refreshing(database::load)).source()).isEqualTo(Source.STALE);
            assertThat(node.read(slot, refreshing(database::load)).source()).isEqualTo(Source.STALE);
        }
        load.release();
        awaitResult(RefreshResult.REFRESHED);
        assertThat(other.read(slot, refreshing(database::load)).source()).isEqualTo(Source.HIT);
        assertThat(database.loads()).isEqualTo(2);
    }

    @Test
    void refreshDoesNotBringBackWhatWasEvictedDuringIt() throws Exception {
        becomeStale();
        Database.HeldLoad load = database.held();
        node.read(slot, refreshing(load));
        load.awaitSeen();
        database.write("new");
        assertThat(node.evict(slot)).isTrue();
        load.release();
        awaitResult(RefreshResult.FAILED);
        assertThat(node.read(slot, refreshing(database::load)).value()).isEqualTo("new");
    }

    @Test
    void refreshDoesNothingForWhatWasEvictedBeforeIt() {
        becomeStale();
        HeldCommand acquire = node.store().holdNext(Kind.ACQUIRE);
        node.read(slot, refreshing(database::load));
        acquire.awaitArrival();
        assertThat(node.evict(slot)).isTrue();
        acquire.release();
        awaitResult(RefreshResult.NOT_NEEDED);
        assertThat(database.loads()).isEqualTo(1);
        assertThat(fixture.fields(slot.key())).containsOnlyKeys("@h");
    }

    @Test
    void refreshDoesNothingForWhatAnotherNodeHasReplaced() {
        Node lockless = new Node(store, new InMemoryLoadLock(new InMemoryServer()), SETTINGS, generous(), List.of());
        nodes.add(lockless);
        becomeStale();
        HeldCommand acquire = node.store().holdNext(Kind.ACQUIRE);
        node.read(slot, refreshing(database::load));
        acquire.awaitArrival();
        lockless.read(slot, refreshing(database::load));
        await().until(() -> node.store().calls(Kind.ACQUIRE) == 2
                && lockless.read(slot, refreshing(database::load)).source() == Source.HIT);
        acquire.release();
        awaitResult(RefreshResult.NOT_NEEDED);
        assertThat(database.loads()).isEqualTo(2);
    }

    @Test
    void failedRefreshLeavesTheValue() {
        becomeStale();
        BlockingLoader failing = refreshing(() -> {
            throw new IllegalStateException("the table is gone");
        });
        assertThat(node.read(slot, failing)).isEqualTo(new Outcome(Source.STALE, "old", 10_000));
        awaitResult(RefreshResult.FAILED);
        assertThat(node.read(slot, failing)).isEqualTo(new Outcome(Source.STALE, "old", 10_000));
        assertThat(fixture.fields(slot.key())).doesNotContainKey("@l:Text");
    }

    @Test
    void failedRefreshIsTriedAgainAfterGrowingPauses() {
        becomeStale();
        ManualTiming timing = new ManualTiming();
        Refreshes refreshes = refreshesOf(0, timing);
        AtomicInteger failures = new AtomicInteger();
        Runnable read = () -> refreshes.begin(operation, slot, found(), () -> () -> {
            failures.incrementAndGet();
            return CompletableFuture.failedFuture(new IllegalStateException("the table is gone"));
        });
        read.run();
        read.run();
        assertThat(failures).hasValue(1);
        timing.pass(Duration.ofSeconds(1).toNanos());
        read.run();
        assertThat(failures).hasValue(2);
        timing.pass(Duration.ofSeconds(1).toNanos());
        read.run();
        assertThat(failures).hasValue(2);
        timing.pass(Duration.ofSeconds(1).toNanos());
        read.run();
        assertThat(failures).hasValue(3);
    }

    private StoredEntry found() {
        return await(store.read(slot, operation.format(), false));
    }

    @Test
    void loaderThatCannotBeCalledLaterLeavesTheValueStale() {
        becomeStale();
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.STALE);
        awaitResult(RefreshResult.NOT_NEEDED);
        assertThat(database.loads()).isEqualTo(1);
    }

    @Test
    void freshValueIsRefreshedEarlyTheNearerItsEndTheLikelier() {
        StoredEntry far = freshFor(1_000_000);
        StoredEntry near = freshFor(0);
        Refreshes refreshes = refreshesOf(1, Timing.SYSTEM);
        assertThat(refreshes.isDue(far)).isFalse();
        assertThat(refreshes.isDue(near)).isTrue();
        assertThat(refreshesOf(0, Timing.SYSTEM).isDue(freshFor(1))).isFalse();
        assertThat(shareDue(refreshes, 100)).isBetween(0.30, 0.44);
        assertThat(shareDue(refreshes, 200)).isBetween(0.08, 0.19);
    }

    /** With a load of 100 ms, a value is due with the probability exp(-remaining / 100 ms). */
    private static double shareDue(Refreshes refreshes, long remaining) {
        return IntStream.range(0, 10_000)
                        .filter(i -> refreshes.isDue(freshFor(remaining)))
                        .count()
                / 10_000.0;
    }

    private static StoredEntry freshFor(long millis) {
        return StoredEntry.found(
                Freshness.FRESH, false, 0, millis, 100, new byte[0], new byte[] @Nullable [] {new byte[0]}, false);
    }

    private Refreshes refreshesOf(double beta, Timing timing) {
        Ports ports =
                new Ports(store, new InMemoryLoadLock(server), generous(), FailurePredicate.NONE, timing, new Nonces());
        CacheSettings settings = SETTINGS.with().earlyRefresh(beta).build();
        Listeners nobody = new Listeners(List.of());
        return new Refreshes(
                new CacheCore(settings, ports, nobody, new Outbox(settings, ports, nobody)), Runnable::run);
    }

    private void becomeStale() {
        node.read(slot, database::load);
        server.advance(TTL);
    }

    private void awaitResult(RefreshResult expected) {
        await().until(() -> results.contains(expected));
    }

    private Node node(CacheSettings settings) {
        CacheListener listener = new CacheListener() {
            @Override
            public void onRefresh(String cacheName, RefreshResult result) {
                results.add(result);
            }
        };
        Node created = new Node(store, new InMemoryLoadLock(server), settings, generous(), List.of(listener));
        nodes.add(created);
        return created;
    }

    private static Budgets generous() {
        return new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    private static BlockingLoader refreshing(BlockingLoader loader) {
        return new BlockingLoader() {
            @Override
            public @Nullable Object load() throws Throwable {
                return loader.load();
            }

            @Override
            public BlockingLoader forRefresh() {
                return loader;
            }
        };
    }

    @Test
    void asynchronousReadRefreshesToo() {
        becomeStale();
        database.write("new");
        Loader loader = new Loader() {
            @Override
            public CompletableFuture<@Nullable Object> load() {
                return CompletableFuture.completedFuture(database.load());
            }

            @Override
            public Loader forRefresh() {
                return this;
            }
        };
        assertThat(await(node.cache().readAsync(operation, slot, loader, Runnable::run))
                        .source())
                .isEqualTo(Source.STALE);
        awaitResult(RefreshResult.REFRESHED);
        assertThat(await(node.cache().readAsync(operation, slot, loader, Runnable::run)))
                .isEqualTo(new Outcome(Source.HIT, "new", 0));
    }
}
