package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.example.page.Latencies.Percentiles;
import org.junit.jupiter.api.Test;

class LatenciesTests {

    private final Latencies latencies = new Latencies();

    @Test
    void percentilesAreThoseOfTheNearestRank() {
        for (int millis = 2_000; millis > 0; millis--) {
            latencies.add(millis * 1_000_000L);
        }
        assertThat(latencies.drain()).isEqualTo(new Percentiles(1_000, 1_900, 1_980));
    }

    @Test
    void oneLatencyIsEveryPercentile() {
        latencies.add(500_000);
        assertThat(latencies.drain()).isEqualTo(new Percentiles(0.5, 0.5, 0.5));
    }

    @Test
    void eachLatencyCountsOnce() {
        latencies.add(1);
        latencies.drain();
        assertThat(latencies.drain()).isNull();
    }
}
