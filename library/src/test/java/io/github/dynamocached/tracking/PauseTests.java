package io.github.dynamocached.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseTests {

    private long nanos;
    private final Pause pause = new Pause(() -> nanos);

    private long longest(boolean wasRefused) {
        long longest = 0;
        for (int i = 0; i < 20; i++) {
            longest = pause.begin(wasRefused);
        }
        return longest;
    }

    @Test
    void growsWithEachFailureUpToItsLongest() {
        assertThat(pause.begin(false)).isEqualTo(50);
        assertThat(pause.begin(false)).isEqualTo(100);
        assertThat(longest(false)).isEqualTo(Pause.LONGEST_MILLIS);
        assertThat(longest(true)).isEqualTo(Pause.LONGEST_REFUSED_MILLIS);
    }

    @Test
    void isShortAgainAfterAChannelThatWasOpenForSomeTime() {
        longest(false);
        pause.opened();
        nanos += TimeUnit.SECONDS.toNanos(5);
        assertThat(pause.begin(false)).isEqualTo(Pause.FIRST_MILLIS);
    }

    @Test
    void growsOnAfterAChannelThatEndedAtOnce() {
        longest(false);
        pause.opened();
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(pause.begin(false)).isEqualTo(Pause.LONGEST_MILLIS);
    }

    @Test
    void isUnderWayUntilItEnds() {
        assertThat(pause.isUnderWay()).isFalse();
        long unused = pause.begin(false);
        assertThat(pause.isUnderWay()).isTrue();
        pause.end();
        assertThat(pause.isUnderWay()).isFalse();
    }
}
