package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.NearState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call finds before it makes anything for a read, and who counts it. */
class NearHitTests extends NearFixture {

    @Test
    void keptValueIsReturnedOnlyToCallsThatAReadWouldReturnItTo() {
        assertThat(kept()).isNull();
        keep();
        assertThat(kept()).isEqualTo(read());
        assertThat(cache.openReads().kept(operation, slot.key(), "Text:other")).isNull();
        timing.pass(LAG.plusNanos(1));
        assertThat(kept()).isNull();
        watch.confirm(timing.nanos());
        assertThat(kept()).isNotNull();
        store.controlled().failNext(Kind.EVICT);
        assertThat(cache.evict(slot.key())).isFalse();
        assertThat(kept()).isNull();
    }

    private @Nullable Outcome kept() {
        return cache.openReads().kept(operation, slot.key(), slot.variant());
    }

    @Test
    void keptValueIsNotReturnedWithinALoad() throws Throwable {
        keep();
        Outcome unused = cache.read(operation, slotOf(2, "Text"), () -> {
            assertThat(kept()).isNull();
            return "outer";
        });
        assertThat(kept()).isNotNull();
    }

    @Test
    void hitsAreCountedByTheNearCacheWhateverTheCall() throws Throwable {
        keep();
        pass(Duration.ofMillis(50));
        NearState before = state();
        toldOfAll.sources().clear();
        toldOfOthers.sources().clear();
        long age = read().ageMillis();
        assertThat(readHere().source()).isEqualTo(Source.NEAR);
        assertThat(cache.readAll(operation, List.of(slot), missing -> Map.of()).get(slot))
                .extracting(Outcome::source)
                .isEqualTo(Source.NEAR);
        assertThat(cache.openReads().peek(operation, slot)).isNotNull();
        assertThat(cache.openReads().open(operation, slot, database::load).hit())
                .isNotNull();
        assertThat(kept()).isNotNull();
        assertThat(state().hits() - before.hits()).isEqualTo(6);
        assertThat(state().hitsAge().minus(before.hitsAge()).toMillis()).isEqualTo(6 * age);
        assertThat(toldOfAll.sources()).hasSize(6).containsOnly(Source.NEAR);
        assertThat(toldOfOthers.sources()).isEmpty();
        store.tells(slot.key());
        assertThat(readHere().source()).isEqualTo(Source.HIT);
        assertThat(toldOfOthers.sources()).containsExactly(Source.HIT);
        assertThat(state().hits() - before.hits()).isEqualTo(6);
    }

    private NearState state() {
        return Objects.requireNonNull(caches.near("users"));
    }

    private void keep() {
        assertThat(read().source()).isEqualTo(Source.HIT);
        assertThat(read().source()).isEqualTo(Source.NEAR);
    }
}
