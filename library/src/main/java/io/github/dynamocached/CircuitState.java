package io.github.dynamocached;

/** What a circuit breaker does with commands. */
public enum CircuitState {
    /** All are sent. */
    CLOSED,
    /** None is sent. */
    OPEN,
    /** A single one is sent, to try whether the server serves again. */
    HALF_OPEN
}
