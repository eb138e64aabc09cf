package io.github.dynamocached.example.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KeysTests {

    private static final int ITEMS = 100;
    private static final int REQUESTS = 200_000;

    private static int[] counts(Keys keys) {
        RandomGenerator random = new SplittableRandom(1);
        int[] counts = new int[ITEMS + 1];
        for (int i = 0; i < REQUESTS; i++) {
            counts[keys.next(random)]++;
        }
        return counts;
    }

    @Test
    void steadyTrafficReadsEachItemAlike() {
        int[] counts = counts(Keys.alike(ITEMS));

        assertThat(counts[0]).isZero();
        for (int item = 1; item <= ITEMS; item++) {
            assertThat(counts[item]).isCloseTo(REQUESTS / ITEMS, within(300));
        }
    }

    @Test
    void zipfTrafficReadsTheTenthItemATenthAsOftenAsTheFirst() {
        int[] counts = counts(Keys.zipf(ITEMS));

        assertThat(counts[0]).isZero();
        assertThat((double) counts[1] / REQUESTS).isCloseTo(0.193, within(0.01));
        assertThat((double) counts[1] / counts[2]).isCloseTo(2, within(0.1));
        assertThat((double) counts[1] / counts[10]).isCloseTo(10, within(1.0));
        assertThat(counts[ITEMS]).isPositive();
    }

    @Test
    void hotTrafficReadsOneItemInNineOfTenCases() {
        int[] counts = counts(Keys.hot(ITEMS));

        assertThat((double) counts[1] / REQUESTS).isCloseTo(0.901, within(0.01));
        assertThat(counts[ITEMS]).isPositive();
    }

    @Test
    void thePartsOfAllTrafficAreAWhole() {
        for (Traffic traffic : Traffic.values()) {
            assertThat(traffic.parts().stream().mapToDouble(Traffic.Part::share).sum())
                    .as(traffic.title())
                    .isCloseTo(1, within(1e-9));
        }
    }
}
