package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the protocol hold whichever way a value is read or a write is reported. */
class EveryDoorTests extends OutboxFixture {

    private static final Duration HOLD_OFF = Node.SETTINGS.holdOff();

    static Stream<Arguments> readsAfterWrites() {
        return Arrays.stream(ReadDoor.values())
                .flatMap(read -> Arrays.stream(WriteDoor.values()).map(write -> Arguments.of(read, write)));
    }

    private void assertFails(WriteDoor write) {
        if (write == WriteDoor.PUT) {
            store.failNext(Kind.FILL);
        }
        for (int i = 0; i < write.keys(); i++) {
            store.failNext(Kind.EVICT);
        }
        assertThat(write.write(cache, slot)).isFalse();
    }

    private static Outcome readBy(ReadDoor door, ReadThroughCache cache, Slot slot, BlockingLoader loader) {
        try {
            return door.read(cache, slot, loader);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private Outcome readBy(ReadDoor door) {
        return readBy(door, cache, slot, AskedLoad::asked);
    }

    @ParameterizedTest
    @MethodSource("readsAfterWrites")
    void keyOfPendingEvictionIsLoadedConsistentlyWithoutTheCache(ReadDoor read, WriteDoor write) {
        readBy(read, cache, slot, () -> "old");
        assertFails(write);
        int lookups = store.calls(Kind.READ);

        assertThat(readBy(read)).isEqualTo(loaded(Source.BYPASS, "consistent"));

        assertThat(store.calls(Kind.READ)).isEqualTo(lookups);
        assertThat(cache.outbox().queued()).isPositive();
    }

    /** The fence of a put whose eviction failed stays until it runs out: nobody else may end it. */
    @ParameterizedTest
    @MethodSource("readsAfterWrites")
    void pendingEvictionIsSentAgainAndThenItsKeyIsCachedAgain(ReadDoor read, WriteDoor write) {
        readBy(read, cache, slot, () -> "old");
        assertFails(write);

        timing.pass(Duration.ofSeconds(14));

        assertThat(cache.outbox().queued()).isZero();
        assertThat(readBy(read, cache, slot, () -> "new").value()).isEqualTo("new");
        server.advance(Node.SETTINGS.fence());
        assertThat(cache.evict(slot.key())).isTrue();
        assertThat(readBy(read, cache, slot, () -> "new")).isEqualTo(loaded(Source.MISS, "new"));
        assertThat(readBy(read, cache, slot, () -> "newer")).isEqualTo(loaded(Source.HIT, "new"));
    }

    @ParameterizedTest
    @MethodSource("readsAfterWrites")
    void eventualCacheReadsConsistentlySoonAfterAnyWrite(ReadDoor read, WriteDoor write) {
        readBy(read, cache, slot, () -> "old");
        assertThat(write.write(cache, slot)).isTrue();
        dropValue(slot);

        assertThat(readBy(read)).isEqualTo(loaded(Source.MISS, "consistent"));

        assertThat(write.write(cache, slot(2))).isTrue();
        server.advance(HOLD_OFF);
        dropValue(slot(2));
        assertThat(readBy(read, cache, slot(2), AskedLoad::asked)).isEqualTo(loaded(Source.MISS, "eventual"));
    }

    /** As the end of its life does, which may come before that of the hold-off. */
    private void dropValue(Slot dropped) {
        String name = InMemoryEntryStore.nameOf(dropped.key());
        if (server.find(name) != null) {
            server.hash(name).fields().keySet().removeIf(field -> !field.equals("@h"));
        }
    }

    @ParameterizedTest
    @EnumSource(WriteDoor.class)
    void newPrimaryIsSentTheEvictionOfAnyWriteOfTheLastMinute(WriteDoor write) {
        read();
        assertThat(write.write(cache, slot)).isTrue();
        timing.pass(Duration.ofSeconds(30));
        assertIsSentToNewPrimary(write);
    }

    @ParameterizedTest
    @EnumSource(WriteDoor.class)
    void newPrimaryIsSentEvictionsThatPassedOnlyWhenTheyWereRepeated(WriteDoor write) {
        read();
        assertFails(write);
        timing.pass(Duration.ofSeconds(14));
        assertThat(cache.outbox().queued()).isZero();
        assertIsSentToNewPrimary(write);
    }

    private void assertIsSentToNewPrimary(WriteDoor write) {
        List<HeldCommand> evictions = Stream.generate(() -> store.holdNext(Kind.EVICT))
                .limit(write.keys())
                .toList();

        store.replacePrimary();

        assertThat(readBy(ReadDoor.SINGLE)).isEqualTo(loaded(Source.BYPASS, "consistent"));
        evictions.forEach(HeldCommand::release);
        assertThat(cache.outbox().queued()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ReadDoor.class)
    void strictCacheReadsConsistently(ReadDoor read) {
        cache.expectEvictions();
        assertThat(readBy(read)).isEqualTo(loaded(Source.MISS, "consistent"));
    }

    @ParameterizedTest
    @EnumSource(ReadDoor.class)
    void strictCacheReadsConsistentlyWhereNothingMayBeStored(ReadDoor read) {
        cache.expectEvictions();
        readBy(read, cache, slot, NOT_STORABLE);
        assertThat(readBy(read, cache, slot, NOT_STORABLE).value()).isEqualTo("consistent");
    }

    @ParameterizedTest
    @EnumSource(ReadDoor.class)
    void eventualCacheReadsConsistentlyWhereNothingMayBeStoredSoonAfterAnEviction(ReadDoor read) {
        readBy(read, cache, slot, NOT_STORABLE);
        assertThat(cache.evict(slot.key())).isTrue();
        assertThat(readBy(read, cache, slot, NOT_STORABLE).value()).isEqualTo("consistent");
    }

    @ParameterizedTest
    @EnumSource(ReadDoor.class)
    void strictCacheReadsConsistentlyWithinTheLoadOfTheSameKey(ReadDoor read) {
        cache.expectEvictions();
        Outcome outcome = readBy(read, cache, slot, () -> readBy(read).value());
        assertThat(outcome.value()).isEqualTo("consistent");
    }

    @ParameterizedTest
    @EnumSource(ReadDoor.class)
    void strictCacheReadsConsistentlyBehindTheFenceOfAnother(ReadDoor read) {
        Write unused = fenced.beginWrite(List.of(slot.key()));
        Outcome outcome = readBy(read, fenced, slot, AskedLoad::asked);
        assertThat(outcome.value()).isEqualTo("consistent");
        assertThat(store.calls(Kind.FILL)).isZero();
    }

    private static final BlockingLoader NOT_STORABLE = new BlockingLoader() {
        @Override
        public Object load() {
            return AskedLoad.asked();
        }

        @Override
        public boolean isStorable(@Nullable Object value) {
            return false;
        }
    };
}
