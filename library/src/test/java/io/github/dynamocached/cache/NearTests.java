package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.NearState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NearTests extends NearFixture {

    @Test
    void keepsWhatALookupHasFound() {
        assertThat(read().source()).isEqualTo(Source.HIT);
        int before = lookups();
        assertThat(read())
                .isEqualTo(new Outcome(Source.NEAR, "old", SETTINGS.holdOff().toMillis()));
        assertThat(readHere().source()).isEqualTo(Source.NEAR);
        assertThat(lookups()).isEqualTo(before);
        assertThat(database.loads()).isEqualTo(1);
    }

    @Test
    void readOnACallingThreadKeepsWhatItHasFound() {
        assertThat(readHere().source()).isEqualTo(Source.HIT);
        assertThat(readHere().source()).isEqualTo(Source.NEAR);
    }

    @Test
    void doesNotKeepWhatWasLoaded() {
        Slot other = slotOf(2, "Text");
        assertThat(read(other).source()).isEqualTo(Source.MISS);
        assertThat(read(other).source()).isEqualTo(Source.HIT);
        assertThat(read(other).source()).isEqualTo(Source.NEAR);
    }

    @Test
    void ageGoesOnWithTime() {
        long age = read().ageMillis();
        pass(Duration.ofMillis(50));
        assertThat(read().ageMillis()).isEqualTo(age + 50);
    }

    @Test
    void forgetsAKeyThatWasTold() {
        keep();
        store.tells(slot.key());
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertThat(read().source()).isEqualTo(Source.NEAR);
    }

    @Test
    void forgetsAllSlotsOfAKeyThatWasTold() {
        Slot other = slotOf(1, "Text:short");
        readTwice(slot);
        readTwice(other);
        assertThat(read(other).source()).isEqualTo(Source.NEAR);
        assertThat(read().source()).isEqualTo(Source.NEAR);
        store.tells(slot.key());
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertThat(read(other).source()).isEqualTo(Source.HIT);
    }

    @Test
    void asksTheServerWhileTheChannelIsNotConfirmed() {
        keep();
        timing.pass(LAG);
        assertThat(read().source()).isEqualTo(Source.NEAR);
        timing.pass(Duration.ofNanos(1));
        assertThat(read().source()).isEqualTo(Source.HIT);
        watch.confirm(timing.nanos());
        assertThat(read().source()).isEqualTo(Source.NEAR);
    }

    @Test
    void keepsNothingWithoutAChannel() {
        store.close(FIRST);
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertThat(entries.keys()).isZero();
    }

    @Test
    void asksTheServerAfterTheTimeToLiveOfNearValues() {
        keep();
        pass(NEAR_TTL.minusNanos(1));
        assertThat(read().source()).isEqualTo(Source.NEAR);
        pass(Duration.ofNanos(1));
        assertThat(read().source()).isEqualTo(Source.HIT);
    }

    @Test
    void keepsAFreshValueOnlyUntilAHitMayRefreshItEarly() {
        Duration left = Duration.ofSeconds(5);
        server.advance(SETTINGS.ttl().minus(SETTINGS.holdOff()).minus(left));
        assertThat(read().source()).isEqualTo(Source.HIT);
        pass(left.minusNanos(1));
        assertThat(read().source()).isEqualTo(Source.NEAR);
        pass(Duration.ofNanos(1));
        assertThat(read().source()).isNotEqualTo(Source.NEAR);
    }

    @Test
    void keepsNoStaleValue() {
        server.advance(SETTINGS.ttl());
        Outcome stale = readStale();
        assertThat(stale.source()).isEqualTo(Source.STALE);
        assertThat(entries.keys()).isZero();
    }

    /** Its refresh is refused, so that the value stays stale. */
    private Outcome readStale() {
        store.controlled().failNext(Kind.ACQUIRE);
        return read();
    }

    @Test
    void keepsAbsences() {
        database.write(null);
        Slot absent = slotOf(2, "Text");
        assertThat(read(absent).isAbsence()).isTrue();
        assertThat(read(absent).source()).isEqualTo(Source.HIT);
        Outcome near = read(absent);
        assertThat(near.source()).isEqualTo(Source.NEAR);
        assertThat(near.isAbsence()).isTrue();
    }

    @Test
    void everyCallerGetsAnInstanceOfItsOwnUnlessValuesAreImmutable() {
        keep();
        assertThat(read().value()).isEqualTo("old").isNotSameAs(read().value());
        ReadOperation immutable = new ReadOperation("Users.text(String)", new ImmutableTexts(), null);
        Outcome found = Stages.await(cache.readAsync(immutable, slot, NearTests::noLoad, Runnable::run));
        Outcome near = Stages.await(cache.readAsync(immutable, slot, NearTests::noLoad, Runnable::run));
        assertThat(near.source()).isEqualTo(Source.NEAR);
        assertThat(near.value()).isSameAs(found.value());
    }

    private static CompletableFuture<@Nullable Object> noLoad() {
        throw new AssertionError("There is a value");
    }

    /** What a load has read is stored for longer than any lag. */
    @Test
    void readWithinALoadAsksTheServer() {
        keep();
        Slot outer = slotOf(2, "Text");
        Source[] inner = new Source[2];
        Outcome unused = Stages.await(cache.readAsync(
                operation,
                outer,
                () -> {
                    inner[0] = readHere().source();
                    inner[1] = read().source();
                    return CompletableFuture.completedFuture("outer");
                },
                Runnable::run));
        assertThat(inner).containsOnly(Source.HIT);
    }

    @Test
    void batchAsksTheServerForTheOthersOnly() throws Throwable {
        keep();
        Slot other = slotOf(2, "Text");
        int before = lookups();
        assertThat(sources(List.of(slot, other))).containsExactly(Source.NEAR, Source.MISS);
        assertThat(lookups()).isEqualTo(before + 1);
        assertThat(sources(List.of(slot, other))).containsExactly(Source.NEAR, Source.HIT);
        assertThat(sources(List.of(slot, other))).containsExactly(Source.NEAR, Source.NEAR);
        assertThat(lookups()).isEqualTo(before + 2);
        store.tells(other.key());
        assertThat(sources(List.of(slot, other))).containsExactly(Source.NEAR, Source.HIT);
    }

    private List<Source> sources(List<Slot> slots) throws Throwable {
        Map<Slot, Outcome> outcomes = cache.readAll(
                operation, slots, missing -> Map.of(missing.iterator().next(), Optional.of("loaded")));
        return slots.stream()
                .map(outcomes::get)
                .filter(Objects::nonNull)
                .map(Outcome::source)
                .toList();
    }

    @Test
    void openReadFindsNearValues() {
        keep();
        OpenReads reads = cache.openReads();
        assertThat(reads.peek(operation, slot)).extracting(Outcome::source).isEqualTo(Source.NEAR);
        OpenRead open = reads.open(operation, slot, database::load);
        assertThat(open.hit()).extracting(Outcome::source).isEqualTo(Source.NEAR);
        store.tells(slot.key());
        assertThat(reads.peek(operation, slot)).extracting(Outcome::source).isEqualTo(Source.HIT);
        assertThat(reads.peek(operation, slot)).extracting(Outcome::source).isEqualTo(Source.NEAR);
    }

    @Test
    void keepsAFewValuesOfOneKeyOnly() {
        for (int i = 0; i < 40; i++) {
            Slot variant = slotOf(1, "Text:" + i);
            readTwice(variant);
            Outcome last = read(variant);
            assertThat(last.source()).isEqualTo(Source.NEAR);
        }
        assertThat(read(slotOf(1, "Text:39")).source()).isEqualTo(Source.NEAR);
        assertThat(read(slotOf(1, "Text:0")).source()).isEqualTo(Source.HIT);
    }

    @Test
    void weightIsThatOfAllValuesOfAKey() {
        keep();
        long one = entries.bytes();
        assertThat(one).isBetween(300L, 400L);
        Slot other = slotOf(1, "Text:short");
        readTwice(other);
        assertThat(entries.bytes()).isBetween(2 * 300L, 2 * 400L);
        assertThat(entries.keys()).isEqualTo(1);
    }

    @Test
    void stateTellsWhatWasToldAndLost() {
        keep();
        timing.pass(Duration.ofMillis(30));
        store.tells(slot.key());
        store.tells(slot.key());
        NearState state = state();
        assertThat(state.told()).isEqualTo(2);
        assertThat(state.behind()).isEqualTo(Duration.ofMillis(30));
        watch = openChannel();
        assertThat(state().losses()).isEqualTo(1);
        assertThat(state().behind()).isNull();
    }

    private void readTwice(Slot of) {
        assertThat(read(of)).isNotNull();
        assertThat(read(of)).isNotNull();
    }

    private NearState state() {
        NearState state = caches.near("users");
        if (state == null) {
            throw new AssertionError("The cache is near");
        }
        return state;
    }

    private void keep() {
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertThat(read().source()).isEqualTo(Source.NEAR);
    }

    private static final class ImmutableTexts implements ValueCodec {

        private final TextCodec texts = new TextCodec();

        @Override
        public EntryFormat format() {
            return texts.format();
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return texts.encode(value);
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            return texts.decode(fields);
        }

        @Override
        public boolean areImmutable() {
            return true;
        }
    }
}
