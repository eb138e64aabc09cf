package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrimaryViewTests {

    private static final PrimaryView FOUND = new PrimaryView("run1", 5_000, new ClockEstimate(0, 10, 20));

    @Test
    void startIsRoundedUpToWholeSecond() {
        assertThat(PrimaryView.startMillis(100_999_999, 40)).isEqualTo(61_000);
        assertThat(PrimaryView.startMillis(101_000_000, 40)).isEqualTo(62_000);
    }

    @Test
    void earlierStartOfSameProcessCounts() {
        PrimaryView later = new PrimaryView("run1", 6_000, new ClockEstimate(0, 15, 25));

        assertThat(FOUND.with(later)).isEqualTo(new PrimaryView("run1", 5_000, new ClockEstimate(0, 15, 21)));
        assertThat(later.with(FOUND).startMillis()).isEqualTo(5_000);
    }

    @Test
    void otherProcessCountsAlone() {
        PrimaryView other = new PrimaryView("run2", 9_000, new ClockEstimate(0, 15, 25));

        assertThat(FOUND.with(other)).isEqualTo(other);
    }

    @Test
    void laterAnswerTightensWhatIsKnownAndFailureLeavesIt() {
        Primary primary = new Primary();
        assertThat(primary.view()).isNull();

        primary.learn(FOUND);
        primary.learn(new PrimaryView("run1", 4_000, new ClockEstimate(0, 15, 25)));
        primary.fail(RedisUnavailableException.unknownPrimary("TIME"));

        assertThat(primary.view()).isEqualTo(new PrimaryView("run1", 4_000, new ClockEstimate(0, 15, 21)));
    }
}
