package io.github.dynamocached;

/**
 * Whether commands are sent to one primary of Redis now. This is what this node knows: nothing is sent to find it out.
 *
 * @param server its name and address, without credentials
 * @param reads the circuit breaker of reads, loads and fills. While it is open, reads of the primary's keys bypass the cache
 * @param evictions the circuit breaker of evictions. While it is open, evictions of the primary's keys are queued
 */
public record PrimaryState(String server, CircuitState reads, CircuitState evictions) {

    /** {@return whether all commands are sent} */
    public boolean isWell() {
        return reads == CircuitState.CLOSED && evictions == CircuitState.CLOSED;
    }
}
