package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.NearState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NearMetersTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.micrometer");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void cachesHaveMetersOfTheirOwnAndShareThoseOfTheNode() {
        NearMeters.register(registry, "users", () -> new NearState(100, 2, 7, 3, 1, Duration.ofMillis(25)));
        NearMeters.register(registry, "turns", () -> new NearState(100, 2, 7, 5, 0, null));

        assertThat(registry.get("dynamocached.near.told").functionCounters())
                .extracting(FunctionCounter::count)
                .containsExactlyInAnyOrder(3.0, 5.0);
        assertThat(registry.get("dynamocached.near.losses")
                        .tag("cache", "users")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("dynamocached.near.displaced").functionCounters())
                .singleElement()
                .extracting(FunctionCounter::count)
                .isEqualTo(7.0);
        assertThat(registry.get("dynamocached.near.size").gauge().value()).isEqualTo(100);
        assertThat(registry.get("dynamocached.near.keys").gauge().value()).isEqualTo(2);
        assertThat(log.lines()).isEmpty();
    }
}
