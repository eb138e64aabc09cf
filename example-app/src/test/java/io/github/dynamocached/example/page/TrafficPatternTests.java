package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficPatternTests {

    private static final int READS = 100_000;

    @ParameterizedTest
    @EnumSource
    void onlyUsersThatExistAreRead(TrafficPattern pattern) {
        Random random = new Random(1);
        for (int i = 0; i < READS; i++) {
            assertThat(pattern.next(random)).isBetween(1, TrafficPattern.USERS);
        }
    }

    @Test
    void steadyTrafficReadsEveryoneAlike() {
        assertThat(Arrays.stream(counts(TrafficPattern.STEADY)).boxed()).allMatch(count -> count > 50 && count < 160);
    }

    @Test
    void hotTrafficReadsOneUserNineTimesOfTen() {
        assertThat(shareOfMostRead(TrafficPattern.HOT)).isBetween(0.89, 0.91);
    }

    /** With 990 users, the first gets one of about 7.5 reads, and half as many go to the second. */
    @Test
    void zipfTrafficReadsTheSecondUserHalfAsOftenAsTheFirst() {
        int[] counts = counts(TrafficPattern.ZIPF);
        assertThat(counts[0] / (double) READS).isBetween(0.12, 0.15);
        assertThat(counts[1] / (double) counts[0]).isBetween(0.45, 0.55);
        assertThat(counts[9] / (double) counts[0]).isBetween(0.08, 0.12);
    }

    private static double shareOfMostRead(TrafficPattern pattern) {
        int most = 0;
        for (int count : counts(pattern)) {
            most = Math.max(most, count);
        }
        return most / (double) READS;
    }

    private static int[] counts(TrafficPattern pattern) {
        Random random = new Random(2);
        int[] counts = new int[TrafficPattern.USERS];
        for (int i = 0; i < READS; i++) {
            counts[pattern.next(random) - 1]++;
        }
        return counts;
    }
}
