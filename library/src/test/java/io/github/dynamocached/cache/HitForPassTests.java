package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitForPassTests {

    private final ManualTiming timing = new ManualTiming();
    private final HitForPass hitForPass = new HitForPass(timing);
    private final ReadOperation operation = new ReadOperation("find", new TextCodec(), null);
    private final Flights.Key key = key("a");

    @Test
    void valueThatCannotBeStoredLetsItsCallersPass() {
        hitForPass.notStorable(key);
        assertThat(hitForPass.appliesTo(key)).isTrue();
        assertThat(hitForPass.appliesTo(key("b"))).isFalse();
    }

    @Test
    void passingEndsAfterSomeSeconds() {
        hitForPass.notStorable(key);
        timing.pass(Duration.ofSeconds(2).toNanos());
        assertThat(hitForPass.appliesTo(key)).isFalse();
    }

    @Test
    void oneRejectedFillSaysNothingOfTheNext() {
        hitForPass.rejected(key);
        assertThat(hitForPass.appliesTo(key)).isFalse();
    }

    /** Who passes because of evictions must not read what was there before them. */
    @Test
    void rejectedFillTellsOfAnEviction() {
        hitForPass.notStorable(key);
        assertThat(hitForPass.wasEvicted(key)).isFalse();
        hitForPass.rejected(key);
        hitForPass.notStorable(key);
        assertThat(hitForPass.wasEvicted(key)).isTrue();
        timing.pass(Duration.ofSeconds(2).toNanos());
        assertThat(hitForPass.wasEvicted(key)).isFalse();
    }

    @Test
    void secondRejectedFillInARowLetsCallersPass() {
        hitForPass.rejected(key);
        hitForPass.rejected(key);
        assertThat(hitForPass.appliesTo(key)).isTrue();
    }

    @Test
    void storedValueForgetsTheRejectedOne() {
        hitForPass.rejected(key);
        hitForPass.stored(key);
        hitForPass.rejected(key);
        assertThat(hitForPass.appliesTo(key)).isFalse();
    }

    @Test
    void rememberedKeysAreBounded() {
        for (int i = 0; i < 20_000; i++) {
            hitForPass.notStorable(key("key" + i));
        }
        assertThat(hitForPass.appliesTo(key("key0"))).isTrue();
        assertThat(hitForPass.appliesTo(key("key19999"))).isFalse();
        timing.pass(Duration.ofSeconds(2).toNanos());
        hitForPass.notStorable(key("key19999"));
        assertThat(hitForPass.appliesTo(key("key19999"))).isTrue();
    }

    private Flights.Key key(String id) {
        return new Flights.Key(new Slot(CacheKey.of("users", List.of(id)), Slot.ENTITY), operation);
    }
}
