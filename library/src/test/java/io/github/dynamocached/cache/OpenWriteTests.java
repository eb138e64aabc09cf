package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Writes that somebody else is to end, who may do so late or never. */
class OpenWriteTests extends OutboxFixture {

    private static final Duration FENCE = Node.SETTINGS.fence();

    private SeenWrite open() {
        return cache.openWrite(List.of(slot.key(), slot.key()));
    }

    private SeenWrite openFenced() {
        return fenced.openWrite(List.of(slot.key()));
    }

    private int fences() {
        return caches.look(slot.key()).fences();
    }

    private static boolean is(CompletionStage<Boolean> acknowledged) {
        return acknowledged.toCompletableFuture().join();
    }

    @Test
    void openWriteKeepsNoReadFromTheCache() {
        read();
        SeenWrite write = open();
        assertThat(write.announced()).isDone();
        assertThat(read()).isEqualTo(loaded(Source.HIT, "old"));
        database.write("new");
        assertThat(is(write.evict(WriteOutcome.WRITTEN))).isTrue();
        assertThat(read()).isEqualTo(loaded(Source.MISS, "new"));
    }

    @Test
    void writeThatEndsInTimeIsEvictedOnce() {
        assertThat(is(open().evict(WriteOutcome.WRITTEN))).isTrue();
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls()).containsExactly(Kind.EVICT);
    }

    @Test
    void writeWithoutAnEndIsEvictedAtItsDeadlineAndOnceMoreWhenItCanLandNoMore() {
        SeenWrite unended = open();
        read();
        timing.pass(FENCE.minusMillis(1));
        assertThat(read()).isEqualTo(loaded(Source.HIT, "old"));
        database.write("landed");
        timing.pass(Duration.ofMillis(1));
        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed"));
        database.write("landed late");
        timing.pass(FENCE);
        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed late"));
        assertThat(unended).isNotNull();
    }

    @Test
    void eachWriteHasItsOwnDeadline() {
        SeenWrite first = open();
        timing.pass(FENCE.dividedBy(2));
        SeenWrite second = cache.openWrite(List.of(slot(2).key()));
        timing.pass(FENCE.dividedBy(2));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        timing.pass(FENCE.dividedBy(2));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(List.of(first, second)).hasSize(2);
    }

    @Test
    void endAfterTheDeadlineEvictsAllTheSame() {
        SeenWrite write = open();
        timing.pass(FENCE);
        timing.pass(FENCE);
        assertThat(read()).isEqualTo(loaded(Source.MISS, "old"));
        database.write("landed");

        assertThat(is(write.evict(WriteOutcome.WRITTEN))).isTrue();

        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed"));
    }

    @Test
    void unknownEndAfterTheDeadlineIsAnUnknownEndLikeAnother() {
        SeenWrite write = open();
        timing.pass(FENCE.multipliedBy(2));
        assertThat(is(write.evict(WriteOutcome.UNKNOWN))).isTrue();
        read();
        database.write("landed late");
        timing.pass(FENCE);
        assertThat(read()).isEqualTo(loaded(Source.MISS, "landed late"));
    }

    @Test
    void endAfterTheDeadlineThatWroteNothingSendsNothing() {
        SeenWrite write = open();
        timing.pass(FENCE.multipliedBy(2));
        int evictions = store.calls(Kind.EVICT);
        assertThat(is(write.evict(WriteOutcome.NOT_WRITTEN))).isTrue();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(evictions);
    }

    @Test
    void fenceIsOpenUntilTheEnd() {
        SeenWrite write = openFenced();
        assertThat(write.announced()).isDone();
        assertThat(fences()).isEqualTo(1);
        assertThat(is(write.evict(WriteOutcome.WRITTEN))).isTrue();
        assertThat(fences()).isZero();
    }

    @Test
    void fenceEndsIfNothingWasWritten() {
        assertThat(is(openFenced().evict(WriteOutcome.NOT_WRITTEN))).isTrue();
        assertThat(fences()).isZero();
        int commands = store.calls().size();
        assertThat(is(open().evict(WriteOutcome.NOT_WRITTEN))).isTrue();
        assertThat(store.calls()).hasSize(commands);
    }

    @Test
    void fenceOfAnOwedWriteEndsWithItsEviction() {
        SeenWrite write = openFenced();
        HeldCommand eviction = store.holdNext(Kind.EVICT);
        write.owe(WriteOutcome.WRITTEN);
        assertThat(fences()).isEqualTo(1);
        eviction.release();
        assertThat(fences()).isZero();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
    }

    @Test
    void fenceOfAnUnknownWriteStaysAndAnEndAfterTheDeadlineLeavesIt() {
        SeenWrite write = openFenced();
        timing.pass(FENCE);
        assertThat(fences()).isEqualTo(1);
        assertThat(is(write.evict(WriteOutcome.WRITTEN))).isTrue();
        assertThat(fences()).isEqualTo(1);
    }

    @Test
    void fenceThatOpensAfterTheEndOfItsWriteIsEndedWhenItIsKnownToBeOpen() {
        HeldCommand begin = store.holdNext(Kind.BEGIN);
        SeenWrite write = openFenced();
        assertThat(write.announced()).isNotDone();

        assertThat(is(write.evict(WriteOutcome.WRITTEN))).isTrue();

        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        begin.release();
        assertThat(write.announced()).isDone();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(fences()).isZero();
    }

    @Test
    void writeThatIsOwedBeforeItsAnnouncementIsAcknowledgedLeavesNoFence() {
        HeldCommand begin = store.holdNext(Kind.BEGIN);
        SeenWrite write = openFenced();
        write.owe(WriteOutcome.WRITTEN);
        begin.release();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(fences()).isZero();
    }

    @Test
    void writeWhoseAnnouncementFailsAfterItsEndIsEvictedOnceMore() {
        HeldCommand begin = store.holdNext(Kind.BEGIN);
        SeenWrite write = openFenced();
        assertThat(is(write.evict(WriteOutcome.WRITTEN))).isTrue();
        begin.fail();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        timing.pass(Duration.ofHours(1));
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
    }

    @Test
    void unknownWriteWhoseAnnouncementIsUnderWayIsEvictedOnceMoreWhenItCanLandNoMore() {
        HeldCommand begin = store.holdNext(Kind.BEGIN);
        SeenWrite write = openFenced();
        assertThat(is(write.evict(WriteOutcome.UNKNOWN))).isTrue();
        begin.release();
        timing.pass(FENCE);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
    }

    @Test
    void writeOfTheWholeCacheIsNotAnnounced() {
        SeenWrite write = fenced.openWrite(List.of(CacheKey.everyKeyOf("fenced")));
        assertThat(write.announced()).isDone();
        write.owe(WriteOutcome.WRITTEN);
        assertThat(store.calls()).containsExactly(Kind.EVICT);
    }

    @Test
    void endsOfWritesOfTheWholeCacheAreEvictedOneAfterTheOther() {
        List<CacheKey> all = List.of(CacheKey.everyKeyOf("users"));
        SeenWrite unended = cache.openWrite(all);
        HeldCommand eviction = store.holdNext(Kind.EVICT);
        assertThat(is(cache.openWrite(all).evict(WriteOutcome.WRITTEN))).isFalse();
        assertThat(is(cache.openWrite(all).evict(WriteOutcome.UNKNOWN))).isFalse();
        timing.pass(FENCE);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        assertThat(read().source()).isEqualTo(Source.BYPASS);
        eviction.release();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(2);
        assertThat(read().source()).isEqualTo(Source.MISS);
        timing.pass(FENCE);
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
        assertThat(is(unended.evict(WriteOutcome.NOT_WRITTEN))).isTrue();
    }

    @Test
    void oldestWriteIsEndedEarlyIfThereAreTooMany() {
        Listeners nobody = new Listeners(List.of());
        Ports ports = new Ports(store, new InMemoryLoadLock(server), Node.GENEROUS, f -> false, timing, new Nonces());
        CacheCore core = new CacheCore(Node.SETTINGS, ports, nobody, new Outbox(Node.SETTINGS, ports, nobody));
        OpenWrites few = new OpenWrites(core, 2);
        SeenWrite first = few.open(List.of(slot(1).key()));
        SeenWrite second = few.open(List.of(slot(2).key()));
        assertThat(store.calls(Kind.EVICT)).isZero();

        SeenWrite third = few.open(List.of(slot(3).key()));

        assertThat(store.calls(Kind.EVICT)).isEqualTo(1);
        assertThat(is(first.evict(WriteOutcome.WRITTEN))
                        && is(second.evict(WriteOutcome.WRITTEN))
                        && is(third.evict(WriteOutcome.WRITTEN)))
                .isTrue();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(4);
    }

    @Test
    void closingEndsOpenWritesAsUnknown() {
        SeenWrite write = open();
        caches.close();
        assertThat(store.calls()).containsExactly(Kind.EVICT, Kind.EVICT);
        assertThat(is(write.evict(WriteOutcome.WRITTEN))).isTrue();
        assertThat(store.calls(Kind.EVICT)).isEqualTo(3);
    }
}
