package io.github.dynamocached.autoconfigure;

import java.time.Duration;

/**
 * When commands to Redis are suspended because most of them fail: {@code dynamocached.redis.circuit-breaker.*}. Reads and
 * evictions have a circuit breaker each.
 */
class CircuitBreakerProperties {

    /** Whether commands to Redis are suspended while most of them fail. */
    private boolean enabled = true;

    /** Share of failed commands, from 0.01 to 1, at which the circuit breaker opens. */
    private double failureRate = 0.5;

    /** Minimum number of completed commands before the circuit breaker may open. */
    private int minimumCalls = 10;

    /** Number of latest commands that count for the failure rate; at least minimum-calls. */
    private int window = 20;

    /**
     * Longest pause between trial commands while the circuit breaker is open. The first pause is a sixteenth of it.
     */
    private Duration pause = Duration.ofSeconds(2);

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public double getFailureRate() {
        return failureRate;
    }

    public void setFailureRate(double failureRate) {
        this.failureRate = failureRate;
    }

    public int getMinimumCalls() {
        return minimumCalls;
    }

    public void setMinimumCalls(int minimumCalls) {
        this.minimumCalls = minimumCalls;
    }

    public int getWindow() {
        return window;
    }

    public void setWindow(int window) {
        this.window = window;
    }

    public Duration getPause() {
        return pause;
    }

    public void setPause(Duration pause) {
        this.pause = pause;
    }
}
