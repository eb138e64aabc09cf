package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.StreamState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StreamMetersTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMeters meters = new StreamMeters(registry);
    private final AtomicReference<StreamState> state = new AtomicReference<>(new StreamState(
            "users",
            false,
            0,
            Duration.ZERO,
            false,
            Optional.of("The stream is not read."),
            Optional.of(Instant.EPOCH)));

    private double gauge(String name) {
        return registry.get("dynamocached.streams." + name)
                .tag("table", "users")
                .gauge()
                .value();
    }

    private double counter(String name) {
        return registry.get("dynamocached.streams." + name)
                .tag("table", "users")
                .counter()
                .count();
    }

    @Test
    void gaugesShowTheStateOfNow() {
        meters.onStream("users", state::get);
        assertThat(gauge("problem")).isEqualTo(1);
        assertThat(gauge("leader")).isZero();
        state.set(
                new StreamState("users", true, 4, Duration.ofMillis(1500), false, Optional.empty(), Optional.empty()));
        assertThat(gauge("problem")).isZero();
        assertThat(gauge("leader")).isEqualTo(1);
        assertThat(gauge("shards")).isEqualTo(4);
        assertThat(registry.get("dynamocached.streams.lag").timeGauge().value(TimeUnit.MILLISECONDS))
                .isEqualTo(1500);
    }

    @Test
    void countersBeginAtZeroAndCountRecordsAndSweepsByTable() {
        meters.onStream("users", state::get);
        assertThat(counter("records")).isZero();
        meters.onRecords("users", 3);
        meters.onRecords("users", 4);
        meters.onRecords("turns", 9);
        meters.onSweep("users");
        assertThat(counter("records")).isEqualTo(7);
        assertThat(counter("sweeps")).isEqualTo(1);
    }
}
