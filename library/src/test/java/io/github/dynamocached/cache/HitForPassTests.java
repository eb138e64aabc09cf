package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitForPassTests {

    private final ManualTiming timing = new ManualTiming();
    private final HitForPass passes = new HitForPass(timing);
    private final ReadOperation operation = new ReadOperation("find", new TextCodec(), null);
    private final Flights.Key key = key("a");

    @Test
    void valueThatCannotBeStoredLetsItsCallersPass() {
        passes.notStorable(key);
        assertThat(passes.passes(key)).isTrue();
        assertThat(passes.passes(key("b"))).isFalse();
    }

    @Test
    void passingEndsAfterSomeSeconds() {
        passes.notStorable(key);
        timing.pass(Duration.ofSeconds(2).toNanos());
        assertThat(passes.passes(key)).isFalse();
    }

    @Test
    void oneRejectedFillSaysNothingOfTheNext() {
        passes.rejected(key);
        assertThat(passes.passes(key)).isFalse();
    }

    /** Who passes because of evictions must not read what was there before them. */
    @Test
    void rejectedFillTellsOfAnEviction() {
        passes.notStorable(key);
        assertThat(passes.wasEvicted(key)).isFalse();
        passes.rejected(key);
        passes.notStorable(key);
        assertThat(passes.wasEvicted(key)).isTrue();
        timing.pass(Duration.ofSeconds(2).toNanos());
        assertThat(passes.wasEvicted(key)).isFalse();
    }

    @Test
    void secondRejectedFillInARowLetsCallersPass() {
        passes.rejected(key);
        passes.rejected(key);
        assertThat(passes.passes(key)).isTrue();
    }

    @Test
    void storedValueForgetsTheRejectedOne() {
        passes.rejected(key);
        passes.stored(key);
        passes.rejected(key);
        assertThat(passes.passes(key)).isFalse();
    }

    @Test
    void rememberedKeysAreBounded() {
        for (int i = 0; i < 20_000; i++) {
            passes.notStorable(key("key" + i));
        }
        assertThat(passes.passes(key("key0"))).isTrue();
        assertThat(passes.passes(key("key19999"))).isFalse();
        timing.pass(Duration.ofSeconds(2).toNanos());
        passes.notStorable(key("key19999"));
        assertThat(passes.passes(key("key19999"))).isTrue();
    }

    private Flights.Key key(String id) {
        return new Flights.Key(new Slot(CacheKey.of("users", List.of(id)), Slot.ENTITY), operation);
    }
}
