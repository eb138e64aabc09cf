package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.TimedAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The time that a whole call is given, by the deadlines of its commands, on a clock that moves with the commands alone. */
class CallBudgetTests {

    private static final Budgets BUDGETS = new Budgets(Duration.ofMillis(100), Duration.ofSeconds(1));

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(server));
    private final ManualTiming clock = new ManualTiming();
    private final List<Long> deadlines = new ArrayList<>();

    private final Timing timing = new Timing() {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public CompletableFuture<Void> after(long nanos) {
            return clock.after(nanos);
        }

        @Override
        public void limit(CompletableFuture<?> future, long nanos) {
            deadlines.add(Duration.ofNanos(nanos).toMillis());
        }
    };

    /** A cache each of whose requests for a lock takes that time. */
    private ReadThroughCache cache(Consistency consistency, Duration lockTakes) {
        InMemoryLoadLock target = new InMemoryLoadLock(server);
        LoadLock lock = new LoadLock() {
            @Override
            public CompletionStage<Boolean> tryLock(Slot locked, long owner, Duration lease) {
                clock.pass(lockTakes.toNanos());
                return target.tryLock(locked, owner, lease);
            }

            @Override
            public CompletionStage<Void> unlock(Slot locked, long owner) {
                return target.unlock(locked, owner);
            }
        };
        return cache(consistency, lock);
    }

    private ReadThroughCache cache(Consistency consistency, LoadLock lock) {
        Ports ports = new Ports(store, lock, BUDGETS, FailurePredicate.NONE, timing, new Nonces());
        CacheSettings settings = Node.SETTINGS.with().consistency(consistency).build();
        Listeners nobody = new Listeners(List.of());
        return new ReadThroughCache(settings, ports, nobody, Runnable::run, new Outbox(settings, ports, nobody));
    }

    private Outcome read(ReadThroughCache cache) {
        return Stages.await(cache.readAsync(
                OutboxFixture.OPERATION, slot, () -> CompletableFuture.completedFuture("value"), Runnable::run));
    }

    @Test
    void eachCommandOfReadHasWhatIsLeftOfOneBudgetAndTheFillHasTheSameAgain() {
        assertThat(read(cache(Consistency.STRICT, Duration.ofMillis(60))).source())
                .isEqualTo(Outcome.Source.MISS);
        assertThat(deadlines).containsExactly(100L, 100L, 40L, 100L, 100L);
    }

    /** A lock that the server has granted in ten milliseconds, though this JVM read the answer much later. */
    private static final class ReadLate extends CompletableFuture<Boolean> implements TimedAnswer {

        @Override
        public long serverNanos() {
            return Duration.ofMillis(10).toNanos();
        }
    }

    @Test
    void timeThatThisJvmDidNotHaveForAnAnswerIsNotSpent() {
        LoadLock lock = new LoadLock() {
            @Override
            public CompletionStage<Boolean> tryLock(Slot locked, long owner, Duration lease) {
                ReadLate granted = new ReadLate();
                clock.pass(Duration.ofMillis(300).toNanos());
                boolean unused = granted.complete(true);
                return granted;
            }

            @Override
            public CompletionStage<Void> unlock(Slot locked, long owner) {
                return CompletableFuture.completedFuture(null);
            }
        };
        assertThat(read(cache(Consistency.STRICT, lock)).source()).isEqualTo(Outcome.Source.MISS);
        assertThat(deadlines).containsExactly(100L, 100L, 90L, 100L, 100L);
    }

    @Test
    void readWhoseBudgetIsSpentSendsNothingMoreBeforeItsLoad() {
        assertThat(read(cache(Consistency.STRICT, Duration.ofMillis(100))).source())
                .isEqualTo(Outcome.Source.BYPASS);
        assertThat(store.calls()).doesNotContain(Kind.ACQUIRE, Kind.FILL);
    }

    @Test
    void blockingReadWhoseLookupSpentTheBudgetSendsNothingMoreBeforeItsLoad() throws Throwable {
        store.atEach(Kind.READ, () -> clock.pass(Duration.ofMillis(100).toNanos()));
        assertThat(cache(Consistency.STRICT, Duration.ZERO)
                        .read(OutboxFixture.OPERATION, slot, () -> "value")
                        .source())
                .isEqualTo(Outcome.Source.BYPASS);
        assertThat(store.calls()).containsExactly(Kind.READ);
    }

    @Test
    void blockingReadHasWhatItsLookupLeftOfTheBudget() throws Throwable {
        store.atEach(Kind.READ, () -> clock.pass(Duration.ofMillis(30).toNanos()));
        assertThat(cache(Consistency.STRICT, Duration.ofMillis(20))
                        .read(OutboxFixture.OPERATION, slot, () -> "value")
                        .source())
                .isEqualTo(Outcome.Source.MISS);
        assertThat(deadlines).startsWith(70L, 50L);
    }

    @Test
    void readOfManyKeysWhoseLookupsSpentTheBudgetAsksForNoLease() throws Throwable {
        store.atEach(Kind.READ, () -> clock.pass(Duration.ofMillis(50).toNanos()));
        Slot other = new Slot(CacheKey.of("users", List.of("2")), "Text");
        BatchLoader loader =
                slots -> slots.stream().collect(Collectors.toMap(each -> each, each -> Optional.of("value")));
        assertThat(cache(Consistency.STRICT, Duration.ZERO)
                        .readAll(OutboxFixture.OPERATION, List.of(slot, other), loader))
                .hasSize(2);
        assertThat(store.calls()).containsExactly(Kind.READ, Kind.READ);
    }

    private static Map<Slot, Optional<Object>> valuesOf(List<Slot> slots) {
        return slots.stream().collect(Collectors.toMap(each -> each, each -> Optional.of("value")));
    }

    /** Reads a slot of one cache, and within its load another slot, as a batch over two tables does. */
    private void readBoth(BatchBudget budget) throws Throwable {
        Slot other = new Slot(CacheKey.of("users", List.of("2")), "Text");
        ReadThroughCache first = cache(Consistency.STRICT, Duration.ZERO);
        ReadThroughCache second = cache(Consistency.STRICT, Duration.ZERO);
        assertThat(budget.readAll(first, OutboxFixture.OPERATION, List.of(slot), missed -> {
                    assertThat(budget.readAll(
                                    second, OutboxFixture.OPERATION, List.of(other), CallBudgetTests::valuesOf))
                            .hasSize(1);
                    return valuesOf(missed);
                }))
                .hasSize(1);
    }

    /** Each lease and each fill has a deadline alone too, which is later than that of all together. */
    @Test
    void readsOfTwoCachesByOneCallHaveOneBudgetBeforeTheLoadAndOneForTheFills() throws Throwable {
        store.atEach(Kind.READ, () -> clock.pass(Duration.ofMillis(30).toNanos()));
        store.atEach(Kind.ACQUIRE, () -> clock.pass(Duration.ofMillis(10).toNanos()));
        store.atEach(Kind.FILL, () -> clock.pass(Duration.ofMillis(60).toNanos()));
        readBoth(new BatchBudget());
        assertThat(store.calls())
                .containsExactly(Kind.READ, Kind.ACQUIRE, Kind.READ, Kind.ACQUIRE, Kind.FILL, Kind.FILL);
        long alone = 100;
        assertThat(deadlines).containsExactly(100L, alone, 70L, 60L, alone, 30L, alone, 100L, alone, 40L);
    }

    @Test
    void cacheIsNotAskedWhenAnotherOneHasSpentTheBudgetOfTheCall() throws Throwable {
        store.atEach(Kind.READ, () -> clock.pass(Duration.ofMillis(60).toNanos()));
        store.atEach(Kind.ACQUIRE, () -> clock.pass(Duration.ofMillis(40).toNanos()));
        readBoth(new BatchBudget());
        assertThat(store.calls()).containsExactly(Kind.READ, Kind.ACQUIRE, Kind.FILL);
    }

    @Test
    void followerThatReadsAgainHasWhatItsFirstLookupLeftOfTheBudget() {
        ReadThroughCache cache = cache(Consistency.STRICT, Duration.ZERO);
        HeldCommand fill = store.holdNext(Kind.FILL);
        CompletionStage<Outcome> leader = cache.readAsync(
                OutboxFixture.OPERATION, slot, () -> CompletableFuture.completedFuture("old"), Runnable::run);
        clock.pass(1);
        store.atEach(Kind.READ, () -> clock.pass(Duration.ofMillis(60).toNanos()));
        CompletionStage<Outcome> follower = cache.readAsync(
                OutboxFixture.OPERATION, slot, () -> CompletableFuture.completedFuture("new"), Runnable::run);
        deadlines.clear();
        fill.fail();
        assertThat(Stages.await(leader).value()).isEqualTo("old");
        assertThat(Stages.await(follower).value()).isEqualTo("new");
        assertThat(deadlines).containsExactlyInAnyOrder(100L, 100L, 40L);
    }

    @Test
    void evictionsOfManyKeysHaveTheTimeOfOne() {
        List<CacheKey> keys =
                List.of(slot.key(), CacheKey.of("users", List.of("2")), CacheKey.of("users", List.of("3")));
        assertThat(cache(Consistency.STRICT, Duration.ZERO).evict(keys)).isTrue();
        assertThat(deadlines).containsExactly(1_000L);
    }

    @Test
    void fencedWriteHasTheBudgetOfOneCallBeforeAndOfOneEvictionAfter() {
        List<CacheKey> keys = List.of(slot.key(), CacheKey.of("users", List.of("2")));
        assertThat(cache(Consistency.FENCED, Duration.ZERO).beginWrite(keys).evict())
                .isTrue();
        assertThat(deadlines).containsExactly(100L, 1_000L);
    }

    @Test
    void putHasTheBudgetOfOneCallBeforeAndOfOneFillAndOneEvictionAfter() {
        Put put = cache(Consistency.STRICT, Duration.ZERO).beginPut(OutboxFixture.OPERATION, slot);
        store.failNext(Kind.FILL);
        assertThat(put.store("new")).isTrue();
        assertThat(deadlines).containsExactly(100L, 100L, 1_000L);
    }
}
