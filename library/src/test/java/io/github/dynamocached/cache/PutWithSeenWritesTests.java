package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Puts whose method makes writes that the cache sees. */
class PutWithSeenWritesTests extends OutboxFixture {

    private static final Duration FENCE = Node.SETTINGS.fence();

    private Put beginPut() {
        return cache.beginPut(OPERATION, slot);
    }

    private SeenWrite open() {
        return cache.openWrite(List.of(slot.key()));
    }

    private static void ends(CompletionStage<Boolean> end) {
        assertThat(end.toCompletableFuture().join()).isTrue();
    }

    private void assertStored(String value) {
        assertThat(read()).isEqualTo(loaded(Source.HIT, value));
    }

    private void assertNotStored() {
        assertThat(read().source()).isEqualTo(Source.MISS);
    }

    @Test
    void writeOfThePutLeavesItsKeyToThePut() {
        Put put = beginPut();
        ends(open().evict(WriteOutcome.WRITTEN));
        assertThat(store.calls(Kind.EVICT)).isZero();
        assertThat(put.store("new")).isTrue();
        assertStored("new");
    }

    @Test
    void otherKeysOfTheSameWriteAreEvicted() {
        read(slot(2));
        Put put = beginPut();
        ends(cache.openWrite(List.of(slot.key(), slot(2).key())).evict(WriteOutcome.WRITTEN));
        assertThat(read(slot(2)).source()).isEqualTo(Source.MISS);
        assertThat(put.store("new")).isTrue();
        assertStored("new");
    }

    /** The method may swallow the refusal, and return what DynamoDB does not hold. */
    @Test
    void valueIsNotStoredIfAWriteWasRefused() {
        Put put = beginPut();
        ends(open().evict(WriteOutcome.NOT_WRITTEN));
        assertThat(put.store("never written")).isTrue();
        assertNotStored();
    }

    @Test
    void valueIsNotStoredIfOneOfSeveralWritesWasRefused() {
        Put put = beginPut();
        ends(open().evict(WriteOutcome.NOT_WRITTEN));
        ends(open().evict(WriteOutcome.WRITTEN));
        assertThat(put.store("never written")).isTrue();
        assertNotStored();
    }

    @Test
    void valueIsNotStoredWhileAWriteIsUnderWayAndThatWriteEvictsAtItsEnd() {
        Put put = beginPut();
        SeenWrite write = open();
        assertThat(put.store("not written yet")).isTrue();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("new");

        ends(write.evict(WriteOutcome.WRITTEN));

        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
    }

    @Test
    void writeThatIsOwedAfterThePutPoisonsItsKey() {
        Put put = beginPut();
        SeenWrite write = open();
        assertThat(put.store("not written yet")).isTrue();
        HeldCommand eviction = store.holdNext(Kind.EVICT);
        write.owe(WriteOutcome.WRITTEN);
        assertThat(read().source()).isEqualTo(Source.BYPASS);
        eviction.release();
        assertNotStored();
    }

    @Test
    void putWithAWriteOfUnknownOutcomeLeavesItsFenceOpen() {
        Put put = beginPut();
        ends(open().evict(WriteOutcome.UNKNOWN));
        assertThat(store.calls(Kind.EVICT)).isZero();
        assertThat(put.store("perhaps written")).isTrue();
        assertThat(caches.look(slot.key()).fences()).isEqualTo(1);
        assertThat(caches.look(slot.key()).variants()).isEmpty();
    }

    @Test
    void writeThatReachesItsDeadlineWithinThePutIsOfUnknownOutcomeForIt() {
        Put put = beginPut();
        SeenWrite write = open();
        timing.pass(FENCE);
        assertThat(put.store("perhaps written")).isTrue();
        assertThat(caches.look(slot.key()).fences()).isEqualTo(1);
        int evictions = store.calls(Kind.EVICT);
        ends(write.evict(WriteOutcome.WRITTEN));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(evictions + 1);
    }

    @Test
    void writeOnAnotherThreadEvictsSoThePutStoresNothing() {
        Put put = beginPut();
        CompletableFuture.runAsync(() -> ends(open().evict(WriteOutcome.WRITTEN)))
                .join();
        assertThat(put.store("new")).isTrue();
        assertNotStored();
    }

    @Test
    void writeMayEndOnAnotherThread() {
        Put put = beginPut();
        SeenWrite write = open();
        CompletableFuture.runAsync(() -> ends(write.evict(WriteOutcome.WRITTEN)))
                .join();
        assertThat(put.store("new")).isTrue();
        assertStored("new");
    }

    @Test
    void writeBeforeOrAfterThePutOrToAnotherKeyEvicts() {
        SeenWrite before = open();
        Put put = beginPut();
        SeenWrite another = cache.openWrite(List.of(slot(2).key()));
        ends(another.evict(WriteOutcome.WRITTEN));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        assertThat(put.store("new")).isTrue();
        ends(open().evict(WriteOutcome.WRITTEN));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        ends(before.evict(WriteOutcome.WRITTEN));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
    }

    @Test
    void writesWithinNestedPutsBelongToThePutOfTheirKey() {
        Put outer = beginPut();
        Put inner = cache.beginPut(OPERATION, slot(2));
        ends(open().evict(WriteOutcome.WRITTEN));
        ends(cache.openWrite(List.of(slot(2).key())).evict(WriteOutcome.WRITTEN));
        assertThat(inner.store("inner")).isTrue();
        ends(open().evict(WriteOutcome.WRITTEN));
        assertThat(outer.store("outer")).isTrue();
        assertThat(store.calls(Kind.EVICT)).isZero();
        assertStored("outer");
        assertThat(read(slot(2))).isEqualTo(loaded(Source.HIT, "inner"));
    }

    @Test
    void putThatThrewLeavesNothingToLaterWrites() {
        Put put = beginPut();
        assertThat(put.evictUnknown()).isTrue();
        ends(open().evict(WriteOutcome.WRITTEN));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
    }
}
