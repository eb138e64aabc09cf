package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Orders of events in which a value from before an eviction must not be returned from the memory of a node. */
class NearInterleavingTests extends NearFixture {

    private void assertNewIsRead() {
        Outcome outcome = read();
        assertThat(outcome.value()).isEqualTo("new");
        assertThat(outcome.source()).isNotEqualTo(Source.NEAR);
    }

    @Test
    void replyThatArrivesAfterItsKeyWasToldIsNotKept() {
        HeldCommand reply = store.controlled().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = begin();
        reply.awaitArrival();
        writeElsewhere("new");
        hears();
        reply.reply();
        assertThat(Stages.await(read).value()).isEqualTo("old");
        assertNewIsRead();
    }

    @Test
    void replyOfALookupFromBeforeTheChannelIsNotKept() {
        store.close(FIRST);
        HeldCommand reply = store.controlled().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = begin();
        reply.awaitArrival();
        writeElsewhere("new");
        timing.pass(Duration.ofNanos(1));
        watch = openChannel();
        reply.reply();
        assertThat(Stages.await(read).value()).isEqualTo("old");
        assertNewIsRead();
    }

    @Test
    void replyOfAnotherProcessThanThatOfTheChannelIsNotKept() {
        store.serves("former");
        HeldCommand reply = store.controlled().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = begin();
        reply.awaitArrival();
        store.serves(FIRST);
        writeElsewhere("new");
        watch.confirm(timing.nanos());
        reply.reply();
        assertThat(Stages.await(read).value()).isEqualTo("old");
        assertNewIsRead();
    }

    @Test
    void nothingIsReturnedWithoutAConfirmationThatWasAskedForAfterTheEviction() {
        keepOld();
        long asked = timing.nanos();
        timing.pass(Duration.ofMillis(10));
        writeElsewhere("new");
        timing.pass(LAG);
        watch.confirm(asked);
        assertNewIsRead();
    }

    @Test
    void nothingIsReturnedAfterAMinuteOfSilence() {
        keepOld();
        timing.pass(Duration.ofSeconds(1));
        writeElsewhere("new");
        assertNewIsRead();
    }

    @Test
    void replyFromBeforeAnEvictionOfThisNodeIsNotKeptThoughNothingIsToldYet() {
        HeldCommand reply = store.controlled().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = begin();
        reply.awaitArrival();
        database.write("new");
        assertThat(cache.evict(slot.key())).isTrue();
        reply.reply();
        assertThat(Stages.await(read).value()).isEqualTo("old");
        assertNewIsRead();
    }

    @Test
    void valueIsForgottenWhenAnEvictionOfThisNodeIsAcknowledged() {
        keepOld();
        database.write("new");
        assertThat(cache.evict(slot.key())).isTrue();
        assertNewIsRead();
    }

    @Test
    void valueIsForgottenWhenAPutOfThisNodeIsAcknowledged() {
        keepOld();
        Put put = cache.beginPut(operation, slot);
        database.write("new");
        assertThat(put.store("new")).isTrue();
        assertNewIsRead();
    }

    @Test
    void valuesAreForgottenWhenTheEvictionOfAllIsAcknowledged() {
        keepOld();
        database.write("new");
        assertThat(cache.evictAll()).isTrue();
        assertNewIsRead();
    }

    @Test
    void replyFromBeforeTheEvictionOfAllIsNotKept() {
        HeldCommand reply = store.controlled().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = begin();
        reply.awaitArrival();
        database.write("new");
        assertThat(cache.evictAll()).isTrue();
        reply.reply();
        assertThat(Stages.await(read).value()).isEqualTo("old");
        assertNewIsRead();
    }

    @Test
    void valueThatIsBeingInsertedIsForgottenWithItsWatch() {
        entries.duringNextInsertion(() -> {
            writeElsewhere("new");
            watch = openChannel();
        });
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertNewIsRead();
    }

    @Test
    void replyFromBeforeARepeatedEvictionIsNotKept() {
        HeldCommand reply = store.controlled().holdReplyOfNext(Kind.READ);
        CompletableFuture<Outcome> read = begin();
        reply.awaitArrival();
        database.write("new");
        store.controlled().failNext(Kind.EVICT);
        assertThat(cache.evict(slot.key())).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(cache.outbox().queued()).isZero();
        reply.reply();
        assertThat(Stages.await(read).value()).isEqualTo("old");
        assertNewIsRead();
    }

    @Test
    void keyWithAPendingEvictionIsNotReadFromMemory() {
        keepOld();
        database.write("new");
        store.controlled().failNext(Kind.EVICT);
        assertThat(cache.evict(slot.key())).isFalse();
        assertThat(readHere().source()).isEqualTo(Source.BYPASS);
        assertNewIsRead();
        pass(Duration.ofSeconds(2));
        assertNewIsRead();
    }

    @Test
    void closedChannelTakesAllThatWasReadFromItsProcess() {
        keepOld();
        store.close(FIRST);
        writeElsewhere("new");
        assertNewIsRead();
        watch = openChannel();
        assertNewIsRead();
    }

    /** Another node's write is acknowledged longer than the lag ago, and nothing of it has arrived here. */
    private void writeElsewhereUnheard() {
        writeElsewhere("new");
        timing.pass(LAG.plusNanos(1));
    }

    @Test
    void valueThatIsToldWhileItIsLookedUpIsNotReturnedForTheConfirmationAfterIt() {
        keepOld();
        writeElsewhereUnheard();
        entries.afterNextLookup(this::hears);
        assertNewIsRead();
    }

    @Test
    void valueThatIsFoundWhileItIsRemovedIsNotReturnedForTheConfirmationAfterIt() {
        keepOld();
        writeElsewhereUnheard();
        CountDownLatch found = new CountDownLatch(1);
        CountDownLatch confirmed = new CountDownLatch(1);
        List<CompletableFuture<Outcome>> reads = new ArrayList<>();
        entries.afterNextLookup(() -> {
            found.countDown();
            await(confirmed);
        });
        entries.beforeNextRemoval(() -> {
            reads.add(CompletableFuture.supplyAsync(this::readHere));
            await(found);
        });
        hears();
        confirmed.countDown();
        assertThat(Stages.await(reads.get(0)).value()).isEqualTo("new");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void keepOld() {
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertThat(read().source()).isEqualTo(Source.NEAR);
    }
}
