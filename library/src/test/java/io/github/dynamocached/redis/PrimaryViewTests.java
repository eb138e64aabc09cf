package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.breaker.RedisUnavailableException;
import org.junit.jupiter.api.Test;

class PrimaryViewTests {

    private static final PrimaryView FOUND = new PrimaryView("run1", "reign1", 5_000, new ClockEstimate(0, 10, 20));

    @Test
    void startIsRoundedUpToWholeSecond() {
        assertThat(PrimaryView.startMillis(100_999_999, 40)).isEqualTo(61_000);
        assertThat(PrimaryView.startMillis(101_000_000, 40)).isEqualTo(62_000);
    }

    @Test
    void earlierStartOfSameProcessCounts() {
        PrimaryView later = new PrimaryView("run1", "reign1", 6_000, new ClockEstimate(0, 15, 25));

        assertThat(FOUND.with(later)).isEqualTo(new PrimaryView("run1", "reign1", 5_000, new ClockEstimate(0, 15, 21)));
        assertThat(later.with(FOUND).startMillis()).isEqualTo(5_000);
    }

    @Test
    void otherProcessCountsAlone() {
        PrimaryView other = new PrimaryView("run2", "reign1", 9_000, new ClockEstimate(0, 15, 25));

        assertThat(FOUND.with(other)).isEqualTo(other);
    }

    @Test
    void laterAnswerTightensWhatIsKnown() {
        Primary primary = new Primary();
        assertThat(primary.view()).isNull();

        primary.learn(FOUND);
        primary.learn(new PrimaryView("run1", "reign1", 4_000, new ClockEstimate(0, 15, 25)));

        assertThat(primary.view()).isEqualTo(new PrimaryView("run1", "reign1", 4_000, new ClockEstimate(0, 15, 21)));
    }

    @Test
    void ofOneProcessTheNewerReignCounts() {
        PrimaryView later = FOUND.in("reign2");

        assertThat(FOUND.with(later)).isEqualTo(later);
        assertThat(later.identity()).isNotEqualTo(FOUND.identity());
    }

    @Test
    void whatIsLostIsKnownNoMore() {
        Primary primary = new Primary();
        primary.learn(FOUND);
        primary.lose(RedisUnavailableException.unknownPrimary("TIME"));

        assertThat(primary.view()).isNull();
        assertThat(primary.isLost()).isFalse();

        primary.lose(RedisUnavailableException.noPrimary("TIME"));
        assertThat(primary.isLost()).isTrue();

        primary.learn(FOUND);
        assertThat(primary.isLost()).isFalse();
    }
}
