package io.github.dynamocached;

/** What a circuit breaker does with commands. */
public enum CircuitState {
    /** All are sent. */
    CLOSED,
    /** None is sent. */
    OPEN,
    /** A single one is sent, to test whether the server answers again. */
    HALF_OPEN
}
