package io.github.dynamocached.autoconfigure;

import java.time.Duration;

/**
 * When nothing is sent to Redis because most commands fail: {@code dynamocached.redis.circuit-breaker.*}. Reads and
 * evictions are judged apart.
 */
class CircuitBreakerProperties {

    /** Whether commands are kept back while most of them fail. */
    private boolean enabled = true;

    /** Share of failed commands, from 0.01 to 1, from which on none is sent. */
    private double failureRate = 0.5;

    /** Number of commands that must have ended before they are judged. */
    private int minimumCalls = 10;

    /** Number of the latest commands that are judged; at least minimum-calls. */
    private int window = 20;

    /**
     * Longest time between single commands that try whether Redis serves again; the first comes after a sixteenth of it.
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
