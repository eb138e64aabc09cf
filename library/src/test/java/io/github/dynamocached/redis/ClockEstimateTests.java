package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockEstimateTests {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void replyBoundsClockByRoundTrip() {
        ClockEstimate estimate = ClockEstimate.measured(10 * SECOND, 10 * SECOND + 4_000_000, 7_000_000);

        assertThat(estimate).isEqualTo(new ClockEstimate(10 * SECOND + 4_000_000, 7_000_000, 7_004_001));
    }

    @Test
    void tighterReplyWinsWhetherItComesFirstOrLast() {
        ClockEstimate slow = ClockEstimate.measured(0, 50_000_000, 1_000_000);
        ClockEstimate quick = ClockEstimate.measured(60_000_000, 61_000_000, 1_040_000);

        assertThat(slow.with(quick)).isEqualTo(quick);
        ClockEstimate slowLast = ClockEstimate.measured(62_000_000, 112_000_000, 1_045_000);
        ClockEstimate both = quick.with(slowLast);
        assertThat(both.latestMicros() - both.earliestMicros())
                .isGreaterThanOrEqualTo(quick.latestMicros() - quick.earliestMicros())
                .isLessThan(2_000);
    }

    @Test
    void boundsGoOnWithTimeAndWidenByDrift() {
        ClockEstimate estimate = ClockEstimate.measured(0, 1_000_000, 1_000_000);
        long later = 1_000_000 + 60 * SECOND;

        assertThat(estimate.earliestMicrosAt(later)).isEqualTo(1_000_000 + 60_000_000 - 30_001);
        assertThat(estimate.latestMicrosAt(later)).isEqualTo(1_001_001 + 60_000_000 + 30_001);
        assertThat(estimate.latestMillisAt(later)).isEqualTo(61_031);
    }

    @Test
    void newerReplyCountsAloneWhenServerClockWasSet() {
        ClockEstimate before = ClockEstimate.measured(0, 1_000_000, 1_000_000_000);
        ClockEstimate forward = ClockEstimate.measured(2_000_000, 3_000_000, 5_000_000_000L);
        ClockEstimate backward = ClockEstimate.measured(4_000_000, 5_000_000, 1_000);

        assertThat(before.with(forward)).isEqualTo(forward);
        assertThat(forward.with(backward)).isEqualTo(backward);
    }

    @Test
    void instantsMayWrapAround() {
        ClockEstimate estimate = ClockEstimate.measured(Long.MAX_VALUE - 500_000, Long.MAX_VALUE - 100_000, 1_000_000);

        assertThat(estimate.latestMicrosAt(Long.MIN_VALUE + 899_999)).isEqualTo(1_000_401 + 1_000 + 1);
    }

    @Test
    void trueTimeIsBetweenBoundsHoweverRepliesAreDelayed() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            long offset = random.nextLong(1_000_000_000_000L);
            double rate = 1 + (random.nextDouble() - 0.5) * 0.0008;
            long now = random.nextLong(SECOND);
            ClockEstimate estimate = null;
            for (int reply = 0; reply < 20; reply++) {
                long sent = now;
                long answered = sent + random.nextLong(20_000_000);
                long received = answered + random.nextLong(20_000_000);
                ClockEstimate one = ClockEstimate.measured(sent, received, serverMicros(answered, offset, rate));
                estimate = estimate == null ? one : estimate.with(one);
                now = received + random.nextLong(30 * SECOND);
                assertThat(serverMicros(now, offset, rate))
                        .isBetween(estimate.earliestMicrosAt(now), estimate.latestMicrosAt(now));
            }
        }
    }

    private static long serverMicros(long nanos, long offset, double rate) {
        return offset + (long) (nanos * rate / 1000);
    }
}
