package io.github.dynamocached.micrometer;

import io.github.dynamocached.CircuitState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** A gauge for each state of one circuit breaker, of which one is 1. */
final class CircuitMeters {

    private volatile CircuitState current = CircuitState.CLOSED;

    CircuitMeters(MeterRegistry registry, String commands) {
        for (CircuitState state : CircuitState.values()) {
            Gauge.builder(MeterName.CIRCUIT.text(), this, circuit -> circuit.current == state ? 1 : 0)
                    .description(MeterName.CIRCUIT.description())
                    .tag("commands", commands)
                    .tag("state", TaggedCounters.wordOf(state))
                    .register(registry);
        }
    }

    void set(CircuitState state) {
        current = state;
    }
}
