package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.NearState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NearMetersTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.micrometer");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void cachesHaveMetersOfTheirOwnAndShareThoseOfTheNode() {
        NearMeters.register(
                registry,
                Tags.of("cache", "users"),
                () -> new NearState(100, 2, 7, 4, Duration.ofMillis(600), 2.5, 3, 1, Duration.ofMillis(25)));
        NearMeters.register(
                registry, Tags.of("cache", "turns"), () -> new NearState(100, 2, 7, 0, Duration.ZERO, 0, 5, 0, null));

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
        FunctionTimer age =
                registry.get("dynamocached.near.age").tag("cache", "users").functionTimer();
        assertThat(age.count()).isEqualTo(4);
        assertThat(age.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(600);
        assertThat(registry.get("dynamocached.near.size").gauge().value()).isEqualTo(100);
        assertThat(registry.get("dynamocached.near.keys").gauge().value()).isEqualTo(2);
        assertThat(log.lines()).isEmpty();
    }
}
