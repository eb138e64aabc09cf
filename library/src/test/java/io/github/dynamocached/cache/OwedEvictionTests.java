package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Evictions that nobody waits for: their keys bypass the cache on this node until they are acknowledged. */
class OwedEvictionTests extends OutboxFixture {

    private static final OutboxState NOTHING_FAILED = new OutboxState(0, 0, Duration.ZERO, false);

    private void owe(Slot... slots) {
        cache.owe(List.of(slots).stream().map(Slot::key).toList());
    }

    private void oweAll() {
        cache.owe(List.of(CacheKey.everyKeyOf("users")));
    }

    @Test
    void owedKeyBypassesTheCacheFromTheReturnOfTheCallToTheAcknowledgement() {
        read();
        HeldCommand eviction = store.holdNext(Kind.EVICT);
        database.write("new");

        owe(slot);

        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "new"));
        assertThat(cache.outbox()).isEqualTo(NOTHING_FAILED);
        eviction.release();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(heard).containsExactly("users evicted true");
    }

    @Test
    void severalOwedKeysAreSentTogetherAndBypassTheCache() {
        HeldCommand first = store.holdNext(Kind.EVICT);
        HeldCommand second = store.holdNext(Kind.EVICT);
        read(slot(1));
        read(slot(2));

        owe(slot(1), slot(2), slot(1));

        assertThat(read(slot(1)).source()).isEqualTo(Source.BYPASS);
        assertThat(read(slot(2)).source()).isEqualTo(Source.BYPASS);
        first.release();
        second.release();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(read(slot(1)).source()).isEqualTo(Source.MISS);
        assertThat(read(slot(2)).source()).isEqualTo(Source.MISS);
    }

    @Test
    void owedEvictionThatFailsIsPendingAndRepeated() {
        read();
        store.failNext(Kind.EVICT);
        owe(slot);
        assertThat(cache.outbox().queued()).isEqualTo(1);
        assertThat(read().source()).isEqualTo(Source.BYPASS);

        timing.pass(REST);

        assertThat(cache.outbox()).isEqualTo(NOTHING_FAILED);
        assertThat(read().source()).isEqualTo(Source.MISS);
        assertThat(heard).containsExactly("users evicted false", "users retried true");
    }

    @Test
    void owedEvictionThatIsUnderWayIsNotSentByTheOutboxToo() {
        HeldCommand owed = store.holdNext(Kind.EVICT);
        owe(slot);
        fail(slot(2));
        timing.pass(REST);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
        assertThat(read().source()).isEqualTo(Source.BYPASS);
        owed.release();
        timing.pass(REST);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
        assertThat(read().source()).isEqualTo(Source.MISS);
    }

    @Test
    void acknowledgementClearsOnlyWhatWasOwedUntilItsEvictionWasSent() {
        HeldCommand first = store.holdNext(Kind.EVICT);
        HeldCommand second = store.holdNext(Kind.EVICT);
        owe(slot);
        owe(slot);
        first.release();
        assertThat(read().source()).isEqualTo(Source.BYPASS);
        assertThat(cache.outbox()).isEqualTo(NOTHING_FAILED);
        second.release();
        assertThat(read().source()).isEqualTo(Source.MISS);
    }

    @Test
    void laterAcknowledgementCoversAnEvictionThatWasOwedBefore() {
        HeldCommand first = store.holdNext(Kind.EVICT);
        HeldCommand second = store.holdNext(Kind.EVICT);
        owe(slot);
        owe(slot);
        second.release();
        assertThat(read().source()).isEqualTo(Source.MISS);
        HeldCommand third = store.holdNext(Kind.EVICT);
        owe(slot);
        first.fail();
        assertThat(read().source()).isEqualTo(Source.BYPASS);
        third.release();
        assertThat(read().source()).isEqualTo(Source.MISS);
        timing.pass(REST);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
    }

    /** The rate of an application that writes a lot: 20,000 are under way, because Redis is slow to answer. */
    @Test
    void manyOwedKeysAreAllSentAtOnceAndPoisonNoOthers() {
        List<HeldCommand> evictions = new ArrayList<>();
        IntStream.range(0, 20_000).forEach(id -> {
            evictions.add(store.holdNext(Kind.EVICT));
            owe(slot(id));
        });

        assertThat(store.calls(Kind.EVICT)).isEqualTo(20_000);
        assertThat(cache.outbox()).isEqualTo(NOTHING_FAILED);
        assertThat(read(slot(-1)).source()).isEqualTo(Source.MISS);
        evictions.forEach(HeldCommand::release);
        assertThat(read(slot(7)).source()).isEqualTo(Source.MISS);
        timing.pass(REST);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(20_000);
    }

    @Test
    void keyBeyondTheRoomForAllIsCoveredByTheEvictionOfTheWholeCache() {
        IntStream.range(0, Outbox.CAPACITY).forEach(id -> {
            HeldCommand unused = store.loseNext(Kind.EVICT);
            owe(slot(id));
        });
        assertThat(cache.outbox().wholeCache()).isFalse();

        owe(slot(-1));

        assertThat(cache.outbox().wholeCache()).isFalse();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(Outbox.CAPACITY + 2);
        assertThat(read(slot(-1)).source()).isEqualTo(Source.MISS);
    }

    @Test
    void owedEvictionsOfTheWholeCacheRunOneAfterTheOther() {
        read(slot(2));
        HeldCommand first = store.holdNext(Kind.EVICT);
        HeldCommand second = store.holdNext(Kind.EVICT);
        oweAll();
        database.write("new");
        oweAll();
        oweAll();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        assertThat(cache.outbox()).isEqualTo(new OutboxState(0, 0, Duration.ZERO, true));
        assertThat(read(slot(2))).isEqualTo(loaded(Source.BYPASS, "new"));

        first.release();

        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(read(slot(2))).isEqualTo(loaded(Source.BYPASS, "new"));
        second.release();
        assertThat(read(slot(2))).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
    }

    @Test
    void owedEvictionThatPassedBeforeANewPrimaryIsSentToItToo() {
        HeldCommand owed = store.holdReplyOfNext(Kind.EVICT);
        HeldCommand again = store.holdNext(Kind.EVICT);
        owe(slot);
        store.replacePrimary();
        owed.reply();
        assertThat(again.hasArrived()).isTrue();
        assertThat(read().source()).isEqualTo(Source.BYPASS);
        again.release();
        assertThat(read().source()).isEqualTo(Source.MISS);
    }

    @Test
    void closingWaitsForOwedEvictionsToo() {
        HeldCommand owed = store.holdNext(Kind.EVICT);
        owe(slot);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(caches::close);
        assertThat(closing).isNotDone();
        owed.release();
        assertThat(closing).succeedsWithin(Duration.ofSeconds(1));
    }

    @Test
    void owedEvictionsAreSentByClosedCachesToo() {
        caches.close();
        owe(slot);
        oweAll();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(read().source()).isEqualTo(Source.MISS);
    }
}
