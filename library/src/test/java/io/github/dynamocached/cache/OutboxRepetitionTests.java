package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.memory.InMemoryLoadLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Evictions that were not acknowledged: when and how they are sent again. */
class OutboxRepetitionTests extends OutboxFixture {

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
        CompletableFuture<Boolean> eviction = cache.evictAsync(List.of(slot.key()));
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
    void ageIsThatOfTheOldestPendingEviction() {
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

    /** A put that is acknowledged is an eviction that is acknowledged. */
    @Test
    void newPrimaryIsSentTheEvictionOfWhatWasPutInTheLastMinute() {
        assertThat(cache.beginPut(OPERATION, slot).store("new")).isTrue();
        HeldCommand eviction = store.holdNext(Kind.EVICT);

        store.replacePrimary();

        assertThat(cache.outbox().queued()).isEqualTo(1);
        eviction.release();
        assertThat(cache.outbox().queued()).isZero();
    }

    @Test
    void newPrimaryWithoutEvictionsBeforeItIsSentNothing() {
        store.replacePrimary();
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void closingSendsPendingAndLaterEvictions() {
        fail(slot(1));
        assertThat(cache.beginWrite(List.of(slot(2).key())).evictUnknown()).isTrue();
        caches.close();
        assertThat(cache.outbox().queued()).isZero();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(4);
    }

    @Test
    void closedCachesRepeatNothingAndStillBypassKeysOfPendingEvictions() {
        assertThat(cache.beginWrite(List.of(slot.key())).evictUnknown()).isTrue();
        HeldCommand lost = store.loseNext(Kind.EVICT);
        caches.close();
        assertThat(lost.hasArrived()).isTrue();
        assertThat(cache.outbox().queued()).isEqualTo(1);
        fail(slot(2));
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
        assertThat(read()).isEqualTo(loaded(Source.BYPASS, "old"));
    }
}
