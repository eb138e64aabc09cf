package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which loads a call that bypasses the cache takes, and when the next one begins. */
class SharedLoadsTests extends SharedLoadsFixture {

    @Test
    void callersTakeTheLoadThatBeginsAfterTheirCalls() {
        CompletableFuture<Outcome> first = readWithoutServer();
        CompletableFuture<Outcome> second = readWithoutServer();
        CompletableFuture<Outcome> third = readWithoutServer();
        assertThat(loads).hasSize(1);
        end(0, "old");
        assertValue(first, "old");
        assertThat(List.of(second, third)).noneMatch(CompletableFuture::isDone);
        timing.pass(Duration.ofMillis(5));
        assertThat(loads).hasSize(2);
        end(1, "new");
        assertValue(second, "new");
        assertValue(third, "new");
        assertThat(second.join().value()).isNotSameAs(third.join().value());
        assertThat(loads).hasSize(2);
    }

    @Test
    void nullResultIsShared() {
        CompletableFuture<Outcome> first = readWithoutServer();
        CompletableFuture<Outcome> second = readWithoutServer();
        CompletableFuture<Outcome> third = readWithoutServer();
        timing.pass(LOAD);
        end(1, null);
        assertValue(second, null);
        assertValue(third, null);
        assertThat(first).isNotDone();
    }

    @Test
    void nextLoadBeginsHalfALoadAfterTheLatest() {
        knowHowLongLoadsTake();
        List<CompletableFuture<Outcome>> calls = new ArrayList<>(List.of(readWithoutServer(), readWithoutServer()));
        timing.pass(LOAD.dividedBy(2).minusMillis(1));
        calls.add(readWithoutServer());
        assertThat(loads).hasSize(1);
        timing.pass(Duration.ofMillis(1));
        assertThat(loads).hasSize(2);
        end(1, "shared");
        assertValue(calls.get(1), "shared");
        assertValue(calls.get(2), "shared");
    }

    @Test
    void afterTheLastLoadTheNextBeginsAtOnce() {
        knowHowLongLoadsTake();
        CompletableFuture<Outcome> first = readWithoutServer();
        end(0, "first");
        CompletableFuture<Outcome> second = readWithoutServer();
        assertThat(loads).hasSize(2);
        end(1, "second");
        assertValue(first, "first");
        assertValue(second, "second");
    }

    /** Load 1 begins at 0, the next ones after 10 ms each; the fourth waits for a place, a load at most. */
    @Test
    void threeLoadsRunAndTheNextWaitsForAPlaceForOneLoad() {
        knowHowLongLoadsTake();
        for (int i = 0; i < 4; i++) {
            var unused = readWithoutServer();
            timing.pass(LOAD.dividedBy(2));
        }
        assertThat(loads).hasSize(3);
        timing.pass(LOAD.multipliedBy(2));
        assertThat(loads).hasSize(4);
    }

    @Test
    void loadThatEndsMakesPlace() {
        knowHowLongLoadsTake();
        for (int i = 0; i < 4; i++) {
            var unused = readWithoutServer();
            timing.pass(LOAD.dividedBy(2));
        }
        assertThat(loads).hasSize(3);
        end(0, "first");
        assertThat(loads).hasSize(4);
    }

    /** A caller each millisecond; alone they would make 1,000 loads, and by the usual time alone over 40. */
    @Test
    void databaseThatIsTenTimesSlowerGetsNoFlood() {
        knowHowLongLoadsTake();
        for (int millis = 0; millis < 200; millis++) {
            for (int caller = 0; caller < 5; caller++) {
                var unused = readWithoutServer();
            }
            timing.pass(Duration.ofMillis(1));
        }
        assertThat(loads).hasSizeBetween(3, 7);
    }

    /** Its calls wait half a load, not half of the hanging one. */
    @Test
    void loadThatHangsDelaysNobodyElse() {
        knowHowLongLoadsTake();
        CompletableFuture<Outcome> hanging = readWithoutServer();
        timing.pass(Duration.ofSeconds(10));
        for (int i = 1; i < 20; i++) {
            CompletableFuture<Outcome> call = readWithoutServer();
            CompletableFuture<Outcome> other = readWithoutServer();
            timing.pass(LOAD);
            end(2 * i - 1, "value");
            assertValue(call, "value");
            timing.pass(LOAD);
            end(2 * i, "value");
            assertValue(other, "value");
        }
        assertThat(hanging).isNotDone();
    }

    /** The write's own future ends after the first call began, and before the second. */
    @Test
    void callAfterAnEvictionThatIsPendingTakesNoEventualLoad() {
        knowHowLongLoadsTake();
        CompletableFuture<Outcome> leader = readWithoutServer();
        CompletableFuture<Outcome> early = readWithoutServer();
        timing.pass(LOAD);
        assertThat(loads).hasSize(2);
        assertThat(loads.get(1).consistent).isFalse();
        poison();
        CompletableFuture<Outcome> late = read();
        assertThat(loads).hasSize(3);
        assertThat(loads.get(2).consistent).isTrue();
        end(0, "old");
        end(1, "old");
        assertValue(early, "old");
        assertThat(late).isNotDone();
        end(2, "new");
        assertValue(late, "new");
        assertValue(leader, "old");
    }

    /** The poisoned call comes while an eventual load of a call that Redis failed is about to begin. */
    @Test
    void callThatHasToReadConsistentlyMakesTheNextLoadConsistent() {
        knowHowLongLoadsTake();
        CompletableFuture<Outcome> leader = readWithoutServer();
        CompletableFuture<Outcome> early = readWithoutServer();
        poison();
        CompletableFuture<Outcome> late = read();
        timing.pass(LOAD);
        assertThat(loads).hasSize(2);
        assertThat(loads.get(1).consistent).isTrue();
        end(1, "new");
        assertValue(early, "new");
        assertValue(late, "new");
        assertThat(leader).isNotDone();
    }

    /** Consistent is better than needed: the server fails the second call only. */
    @Test
    void callWithoutServerTakesAConsistentLoad() {
        knowHowLongLoadsTake();
        poison();
        CompletableFuture<Outcome> leader = read();
        CompletableFuture<Outcome> early = read();
        timing.pass(LOAD);
        end(1, "value");
        assertValue(early, "value");
        assertThat(leader).isNotDone();
        assertThat(loads).allMatch(load -> load.consistent);
    }

    @Test
    void callOfAKeyThatCannotBeStoredReadsConsistentlySoonAfterAnEviction() {
        CompletableFuture<Outcome> first = read(unstorable());
        end(0, "old");
        assertThat(first.join().source()).isEqualTo(Source.MISS);
        assertThat(cache().evict(slot.key())).isTrue();
        CompletableFuture<Outcome> second = read(unstorable());
        CompletableFuture<Outcome> third = read(unstorable());
        timing.pass(LOAD);
        assertThat(loads).hasSize(3).last().matches(load -> load.consistent);
        end(2, "new");
        assertValue(third, "new");
        assertThat(second).isNotDone();
    }

    /** The lookup of the second call fails after the load under the first one's lease began. */
    @Test
    void callWithoutServerTakesALoadUnderALease() {
        timing.pass(MOMENT);
        HeldCommand lost = store.holdNext(Kind.READ);
        CompletableFuture<Outcome> late = read();
        CompletableFuture<Outcome> leader = read();
        assertThat(loads).hasSize(1);
        lost.fail();
        HeldCommand fill = store.holdNext(Kind.FILL);
        end(0, "value");
        assertValue(late, "value");
        assertThat(leader).isNotDone();
        fill.release();
        assertThat(Stages.await(leader).source()).isEqualTo(Source.MISS);
        assertThat(loads).hasSize(1);
    }

    /** It asks whether the key was just evicted, and the load of another call begins before it hears that it was. */
    @Test
    void callThatIsToldOfAnEvictionTakesNoEventualLoad() {
        CompletableFuture<Outcome> first = read(unstorable());
        end(0, "old");
        assertThat(first).isCompleted();
        assertThat(cache().evict(slot.key())).isTrue();
        HeldCommand question = store.holdReplyOfNext(Kind.ACQUIRE);
        CompletableFuture<Outcome> told = read(unstorable());
        CompletableFuture<Outcome> failed = readWithoutServer();
        assertThat(loads).hasSize(2).last().matches(load -> !load.consistent);
        question.reply();
        end(1, "old");
        assertValue(failed, "old");
        assertThat(told).isNotDone();
        timing.pass(Duration.ofSeconds(1));
        assertThat(loads).hasSize(3).last().matches(load -> load.consistent);
        end(2, "new");
        assertValue(told, "new");
    }

    /** Both keys are being loaded. The calls within loads of the other key wait for nothing, or they could wait in a ring. */
    @Test
    void callWithinALoadBeginsItsOwnLoadAtOnce() {
        knowHowLongLoadsTake();
        CompletableFuture<Outcome> running = readWithoutServer();
        CompletableFuture<Outcome> next = readWithoutServer();
        store.failNext(Kind.READ);
        store.failNext(Kind.READ);
        CompletableFuture<Outcome> outer = cache().readAsync(
                        operation, slot("2"), () -> read().thenApply(Outcome::value), Runnable::run)
                .toCompletableFuture();
        assertThat(loads).hasSize(2);
        end(1, "inner");
        assertValue(outer, "inner");
        assertThat(List.of(running, next)).noneMatch(CompletableFuture::isDone);
    }

    /** Its load began after that of the other one, so no ring can close. */
    @Test
    void callTakesTheLoadOfACallWithinALoad() {
        knowHowLongLoadsTake();
        timing.pass(MOMENT);
        HeldCommand lookup = store.holdNext(Kind.READ);
        CompletableFuture<Outcome> waiting = read();
        store.failNext(Kind.READ);
        store.failNext(Kind.READ);
        CompletableFuture<Outcome> outer = cache().readAsync(
                        operation, slot("2"), () -> read().thenApply(Outcome::value), Runnable::run)
                .toCompletableFuture();
        lookup.fail();
        assertThat(loads).hasSize(1);
        end(0, "inner");
        assertValue(outer, "inner");
        assertValue(waiting, "inner");
    }
}
