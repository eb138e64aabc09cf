package io.github.dynamocached.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTests {

    private static final Duration LAG = Duration.ofNanos(100);

    private final Watch watch = new Watch(1_000, LAG);

    @Test
    void holdsOnlyFromItsFirstConfirmationOn() {
        assertThat(watch.holds(1_000)).isFalse();
        watch.confirm(1_010);
        assertThat(watch.holds(1_050)).isTrue();
    }

    @Test
    void holdsForTheLagFromTheMomentAtWhichTheConfirmedQuestionWasSent() {
        watch.confirm(1_010);
        assertThat(watch.holds(1_110)).isTrue();
        assertThat(watch.holds(1_111)).isFalse();
        watch.confirm(1_040);
        assertThat(watch.holds(1_111)).isTrue();
        assertThat(watch.behind(1_111)).isEqualTo(71);
    }

    @Test
    void neverHoldsAgainAfterItsEnd() {
        watch.confirm(1_010);
        watch.end();
        watch.confirm(1_020);
        assertThat(watch.holds(1_020)).isFalse();
        assertThat(watch.isOpen()).isFalse();
        assertThat(watch.coversSince(2_000)).isFalse();
    }

    @Test
    void coversWhatWasAskedForAfterItBegan() {
        assertThat(watch.coversSince(1_001)).isTrue();
        assertThat(watch.coversSince(1_000)).isFalse();
        assertThat(watch.coversSince(999)).isFalse();
    }

    @Test
    void comparesMomentsByDifferenceAcrossTheEndOfTheNumbers() {
        Watch late = new Watch(Long.MAX_VALUE - 5, LAG);
        assertThat(late.holds(Long.MAX_VALUE)).isFalse();
        late.confirm(Long.MAX_VALUE);
        assertThat(late.holds(Long.MIN_VALUE + 98)).isTrue();
        assertThat(late.holds(Long.MIN_VALUE + 100)).isFalse();
        assertThat(late.coversSince(Long.MIN_VALUE)).isTrue();
    }
}
