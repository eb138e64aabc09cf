package io.github.dynamocached.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTimesTests {

    private static final Duration CEILING = Duration.ofSeconds(10);

    private final LoadTimes loadTimes = new LoadTimes();

    @Test
    void patienceIsTheCeilingWhileNoLoadIsKnown() {
        assertThat(loadTimes.patience(CEILING)).isEqualTo(CEILING.toNanos());
    }

    @Test
    void patienceIsFourTimesTheUsualLoad() {
        loadTimes.record(Duration.ofMillis(500).toNanos());
        assertThat(loadTimes.patience(CEILING)).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void patienceIsNeverShorterThanAPauseOfTheLoader() {
        loadTimes.record(Duration.ofMillis(5).toNanos());
        assertThat(loadTimes.patience(CEILING)).isEqualTo(Duration.ofMillis(250).toNanos());
    }

    @Test
    void patienceNeverExceedsTheCeilingEvenBelowItsOwnLeast() {
        loadTimes.record(Duration.ofMinutes(1).toNanos());
        assertThat(loadTimes.patience(CEILING)).isEqualTo(CEILING.toNanos());
        assertThat(loadTimes.patience(Duration.ofMillis(100)))
                .isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void usualTimeFollowsSlowerLoads() {
        loadTimes.record(Duration.ofMillis(100).toNanos());
        long before = loadTimes.patience(CEILING);
        for (int i = 0; i < 50; i++) {
            loadTimes.record(Duration.ofSeconds(1).toNanos());
        }
        assertThat(loadTimes.patience(CEILING))
                .isGreaterThan(before)
                .isBetween(
                        Duration.ofMillis(3900).toNanos(), Duration.ofSeconds(4).toNanos());
    }
}
