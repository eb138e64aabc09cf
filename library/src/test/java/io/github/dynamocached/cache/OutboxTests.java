package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.Outcome.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Evictions that were not acknowledged: what becomes of them, and of reads meanwhile. */
class OutboxTests {

    private static final Duration REST = Duration.ofSeconds(2);
    private static final ReadOperation OPERATION = new ReadOperation("Users.find(String)", new TextCodec(), null);

    private final Slot slot = slot(1);
    private final InMemoryServer server = new InMemoryServer();
    private final InMemoryEntryStoreFixture fixture = new InMemoryEntryStoreFixture(server);
    private final ControlledEntryStore store = new ControlledEntryStore(fixture.store());
    private final SteppedTiming timing = new SteppedTiming();
    private final List<String> heard = new ArrayList<>();
    private final Database database = new Database("old");
    private final ReadThroughCaches caches = caches();
    private final ReadThroughCache cache = caches.cache("users");
    private final ReadThroughCache fenced = caches.cache("fenced");

    private static Slot slot(int id) {
        return new Slot(CacheKey.of("users", List.of(id)), "Text");
    }

    private static CacheSettings settings(String cacheName) {
        return cacheName.equals("fenced")
                ? Node.SETTINGS.with().consistency(Consistency.FENCED).build()
                : Node.SETTINGS;
    }

    private ReadThroughCaches caches() {
        Budgets budgets = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
        InMemoryLoadLock lock = new InMemoryLoadLock(server);
        Ports ports = new Ports(store, lock, budgets, FailurePredicate.NONE, timing, new Nonces());
        return new ReadThroughCaches(ports, Runnable::run, OutboxTests::settings, List.of(new CacheListener() {
            @Override
            public void onEvict(String cacheName, boolean acknowledged) {
                heard.add(cacheName + " evicted " + acknowledged);
            }

            @Override
            public void onEvictRetry(String cacheName, boolean acknowledged) {
                heard.add(cacheName + " retried " + acknowledged);
            }
        }));
    }

    @Test
    void unacknowledgedEvictionKeepsItsKeyFromTheCacheUntilARepetitionIsAcknowledged() {
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("new");
        store.failNext(Kind.EVICT);

        assertThat(cache.evict(slot.key())).isFalse();

        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(cache.outbox()).isEqualTo(new OutboxState(1, 0, Duration.ZERO, false));
        timing.pass(REST);
        assertThat(cache.outbox()).isEqualTo(new OutboxState(0, 0, Duration.ZERO, false));
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(read()).isEqualTo(loaded(Source.HIT, "new"));
        assertThat(heard).containsExactly("users evicted false", "users retried true");
    }

    @Test
    void asynchronousReadOfPoisonedKeyGoesBesideTheCache() {
        read();
        database.write("new");
        fail(slot);

        assertThat(await(cache.readAsync(
                        OPERATION, slot, () -> CompletableFuture.completedFuture(database.load()), Runnable::run)))
                .isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(store.calls(Kind.READ)).isEqualTo(1);
    }

    @Test
    void otherKeysStayInTheCache() {
        assertThat(read(slot(2))).isEqualTo(loaded(Source.MISS, "old"));
        fail(slot);
        assertThat(read(slot(2))).isEqualTo(loaded(Source.HIT, "old"));
    }

    @Test
    void poisonedKeyIsLoadedConsistentlyAlsoInAnEventualCache() {
        fail(slot);
        assertThat(read(
                        slot,
                        () -> Objects.requireNonNull(LoadContext.current()).isConsistent()))
                .isEqualTo(new Outcome(Source.BYPASS, true, 0));
    }

    @Test
    void failureOfPoisonedLoadReachesItsCaller() {
        fail(slot);
        IllegalStateException failure = new IllegalStateException("the table is gone");
        assertThat(Stages.awaitFailure(CompletableFuture.supplyAsync(() -> read(slot, () -> {
                    throw failure;
                }))))
                .isSameAs(failure);
    }

    @Test
    void keyIsQueuedOnceHoweverOftenItsEvictionFails() {
        for (int i = 0; i < 5; i++) {
            fail(slot);
        }
        assertThat(cache.outbox().queued()).isEqualTo(1);
        timing.pass(REST);
        assertThat(cache.outbox().queued()).isZero();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(6);
    }

    @Test
    void acknowledgedEvictionByACallerClearsTheKey() {
        fail(slot);
        assertThat(cache.evict(slot.key())).isTrue();
        assertThat(cache.outbox().queued()).isZero();
        timing.pass(REST);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
    }

    /** Rule 11: the reply to a repetition says nothing of a write whose eviction failed after it was sent. */
    @Test
    void replyToRepetitionDoesNotClearAnEvictionThatFailedMeanwhile() {
        read();
        fail(slot);
        HeldCommand repetition = store.holdReplyOfNext(Kind.EVICT);
        timing.pass(REST);
        repetition.awaitArrival();
        assertThat(Node.on(store, new InMemoryLoadLock(server), Node.SETTINGS).read(slot, database::load))
                .isEqualTo(loaded(Source.MISS, "old"));
        database.write("new");
        fail(slot);

        HeldCommand second = store.holdNext(Kind.EVICT);
        repetition.reply();

        assertThat(cache.outbox().queued()).isEqualTo(1);
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        timing.pass(REST);
        second.release();
        assertThat(cache.outbox().queued()).isZero();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
    }

    /** The same for the reply to a caller's own eviction. */
    @Test
    void replyToCallersEvictionDoesNotClearOneThatFailedMeanwhile() {
        HeldCommand first = store.holdReplyOfNext(Kind.EVICT);
        CompletableFuture<Boolean> eviction = cache.evictAsync(slot.key(), EntryStore.NO_WRITER);
        first.awaitArrival();
        fail(slot);

        first.reply();

        assertThat(await(eviction)).isTrue();
        assertThat(cache.outbox().queued()).isEqualTo(1);
    }

    @Test
    void repetitionsRestLongerAndLongerButAtMostTwoSeconds() {
        failing(1_000);
        fail(slot);
        timing.pass(Duration.ofNanos(24_999_999));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        timing.pass(Duration.ofSeconds(2));
        assertThat(store.calls(Kind.EVICT)).isBetween(5, 8);
        int before = store.calls(Kind.EVICT);
        timing.pass(Duration.ofSeconds(100));
        assertThat(store.calls(Kind.EVICT) - before).isBetween(49, 103);
        assertThat(cache.outbox().queued()).isEqualTo(1);
    }

    @Test
    void ageIsThatOfTheOldestEvictionOwed() {
        failing(1_000);
        fail(slot);
        timing.pass(Duration.ofSeconds(30));
        fail(slot(2));
        fail(slot);
        assertThat(cache.outbox()).isEqualTo(new OutboxState(2, 0, Duration.ofSeconds(30), false));
    }

    @Test
    void firstRepetitionGoesAloneAndOthersFollowThirtyTwoAtOnce() {
        for (int id = 0; id < 100; id++) {
            fail(slot(id));
        }
        HeldCommand probe = store.holdNext(Kind.EVICT);
        List<HeldCommand> held = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            held.add(store.holdNext(Kind.EVICT));
        }
        timing.pass(REST);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(101);
        probe.release();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(133);
        held.get(0).release();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(134);
        held.subList(1, 99).forEach(HeldCommand::release);
        assertThat(cache.outbox().queued()).isZero();
    }

    @Test
    void atMostTenThousandASecondAreRepeated() {
        for (int id = 0; id < 5_000; id++) {
            fail(slot(id));
        }
        timing.pass(Duration.ofMillis(50));
        assertThat(cache.outbox().queued()).isEqualTo(4_000);
        timing.pass(Duration.ofMillis(100));
        assertThat(cache.outbox().queued()).isEqualTo(3_000);
        timing.pass(Duration.ofMillis(300));
        assertThat(cache.outbox().queued()).isZero();
    }

    @Test
    void keyWhoseRepetitionFailsLetsOthersPass() {
        fail(slot(1));
        fail(slot(2));
        store.failNext(Kind.EVICT);
        timing.pass(Duration.ofMillis(50));
        assertThat(cache.outbox().queued()).isEqualTo(2);
        HeldCommand next = store.holdNext(Kind.EVICT);
        timing.pass(Duration.ofMillis(100));
        next.release();
        timing.pass(REST);
        assertThat(cache.outbox().queued()).isZero();
        assertThat(heard.subList(2, 5))
                .containsExactly("users retried false", "users retried true", "users retried true");
    }

    @Test
    void tooManyKeysPoisonTheWholeCacheAndNoneIsForgotten() {
        for (int id = 0; id < Outbox.CAPACITY; id++) {
            fail(slot(id));
        }
        assertThat(cache.outbox().wholeCache()).isFalse();
        fail(slot(-1));
        assertThat(cache.outbox()).isEqualTo(new OutboxState(Outbox.CAPACITY + 1, 0, Duration.ZERO, true));
        assertThat(read(slot(-1))).isEqualTo(loaded(Source.BYPASS, "old"));
        assertThat(read(slot(-2))).isEqualTo(loaded(Source.BYPASS, "old"));
    }

    @Test
    void evictionOfTheWholeCacheCoversWhatIsOwed() {
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        fail(slot(7));
        database.write("new");

        assertThat(cache.evictAll()).isTrue();

        assertThat(cache.outbox().queued()).isZero();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(read(slot(7))).isEqualTo(loaded(Source.MISS, "new"));
    }

    @Test
    void unacknowledgedEvictionOfTheWholeCacheKeepsAllKeysFromItUntilARepetitionIsAcknowledged() {
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("new");
        store.failNext(Kind.EVICT);

        assertThat(cache.evictAll()).isFalse();

        assertThat(cache.outbox()).isEqualTo(new OutboxState(1, 0, Duration.ZERO, true));
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(read(slot(2))).isEqualTo(loaded(Source.BYPASS, "new"));
        timing.pass(REST);
        assertThat(cache.outbox().queued()).isZero();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(heard).containsExactly("users evicted false", "users retried true");
    }

    @Test
    void writeOfTheWholeCacheOpensNoFence() {
        Write write = fenced.beginWrite(List.of(CacheKey.everyKeyOf("fenced")));

        assertThat(write.isFenced()).isFalse();
        assertThat(write.evict()).isTrue();
        assertThat(store.calls(Kind.BEGIN)).isZero();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
    }

    @Test
    void laterEvictionIsSentWhenItIsDueAndItsKeyStaysInTheCacheUntilThen() {
        read();
        cache.evictLater(slot.key(), Duration.ofSeconds(15));
        timing.pass(Duration.ofMillis(14_999));
        assertThat(read()).isEqualTo(loaded(Source.HIT, "old"));
        assertThat(store.calls(Kind.EVICT)).isZero();
        database.write("landed late");
        timing.pass(Duration.ofMillis(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed late"));
    }

    @Test
    void laterEvictionThatFailsIsRepeated() {
        store.failNext(Kind.EVICT);
        cache.evictLater(slot.key(), Duration.ofSeconds(15));
        timing.pass(Duration.ofSeconds(15));
        assertThat(cache.outbox().queued()).isEqualTo(1);
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "old"));
        timing.pass(REST);
        assertThat(cache.outbox().queued()).isZero();
    }

    @Test
    void laterEvictionsOfOneKeyBecomeTheFirstAndTheLast() {
        for (int second = 0; second < 10; second++) {
            cache.evictLater(slot.key(), Duration.ofSeconds(15));
            timing.pass(Duration.ofSeconds(1));
        }
        timing.pass(Duration.ofSeconds(5));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        timing.pass(Duration.ofMillis(8_999));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        timing.pass(Duration.ofMillis(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
    }

    @Test
    void writeOfUnknownOutcomeIsEvictedOnceMoreWhenItCanLandNoMore() {
        assertThat(cache.beginWrite(List.of(slot.key())).evictUnknown()).isTrue();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("landed late");
        timing.pass(Node.SETTINGS.fence().minusMillis(1));
        assertThat(read()).isEqualTo(loaded(Source.HIT, "old"));
        timing.pass(Duration.ofMillis(1));
        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed late"));
    }

    @Test
    void writeOfUnknownOutcomeBehindItsFenceIsNotEvictedOnceMore() {
        assertThat(fenced.beginWrite(List.of(slot.key())).evictUnknown()).isTrue();
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls()).containsExactly(Kind.BEGIN, Kind.EVICT);
    }

    @Test
    void writeWhoseAnnouncementFailedIsEvictedTwice() {
        store.failReplyOfNext(Kind.BEGIN);
        HeldCommand first = store.repeatNext(Kind.EVICT);
        HeldCommand second = store.holdNext(Kind.EVICT);
        assertThat(fenced.beginWrite(List.of(slot.key())).evict()).isTrue();
        assertThat(first.hasArrived()).isTrue();
        assertThat(fenced.outbox().queued()).isEqualTo(1);
        second.release();
        assertThat(fenced.outbox().queued()).isZero();
    }

    @Test
    void writeOfUnknownOutcomeWhoseAnnouncementFailedIsEvictedOnceMoreWhenItCanLandNoMore() {
        store.failNext(Kind.BEGIN);
        assertThat(fenced.beginWrite(List.of(slot.key())).evictUnknown()).isTrue();
        timing.pass(Node.SETTINGS.fence());
        assertThat(store.calls()).containsExactly(Kind.BEGIN, Kind.EVICT, Kind.EVICT);
    }

    @Test
    void newPrimaryIsSentTheEvictionsOfTheLastMinuteOfWhichNoneIsReadUntilThen() {
        assertThat(cache.evict(slot(1).key())).isTrue();
        timing.pass(Duration.ofSeconds(30));
        assertThat(cache.evict(slot(2).key())).isTrue();
        fail(slot(3));
        timing.pass(Duration.ofSeconds(31));
        assertThat(cache.outbox().queued()).isZero();
        HeldCommand first = store.holdNext(Kind.EVICT);
        HeldCommand second = store.holdNext(Kind.EVICT);

        store.replacePrimary();

        assertThat(cache.outbox().queued()).isEqualTo(2);
        assertThat(read(slot(1))).isEqualTo(loaded(Source.MISS, "old"));
        assertThat(read(slot(2))).isEqualTo(loaded(Source.BYPASS, "old"));
        assertThat(read(slot(3))).isEqualTo(loaded(Source.BYPASS, "old"));
        first.release();
        second.release();
        assertThat(read(slot(2))).isEqualTo(loaded(Source.MISS, "old"));
        assertThat(read(slot(3))).isEqualTo(loaded(Source.MISS, "old"));
    }

    @Test
    void newPrimaryWithoutEvictionsBeforeItIsSentNothing() {
        store.replacePrimary();
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void closingSendsWhatIsOwedAndWhatIsDueLater() {
        fail(slot(1));
        cache.evictLater(slot(2).key(), Duration.ofSeconds(15));
        caches.close();
        assertThat(cache.outbox().queued()).isZero();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
    }

    @Test
    void closedCachesRepeatNothingAndStillBypassWhatIsOwed() {
        HeldCommand lost = store.loseNext(Kind.EVICT);
        cache.evictLater(slot.key(), Duration.ofSeconds(15));
        caches.close();
        assertThat(lost.hasArrived()).isTrue();
        assertThat(cache.outbox().queued()).isEqualTo(1);
        fail(slot(2));
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "old"));
    }

    private void fail(Slot evicted) {
        store.failNext(Kind.EVICT);
        assertThat(cache.evict(evicted.key())).isFalse();
    }

    private void failing(int times) {
        for (int i = 0; i < times; i++) {
            store.failNext(Kind.EVICT);
        }
    }

    private Outcome read() {
        return read(slot);
    }

    private Outcome read(Slot read) {
        return read(read, database::load);
    }

    private Outcome read(Slot read, BlockingLoader loader) {
        try {
            return cache.read(OPERATION, read, loader);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private static Outcome loaded(Source source, @Nullable String value) {
        return new Outcome(source, value, 0);
    }
}
