package io.github.dynamocached;

/** Why a Redis command failed. */
public enum CommandFailure {
    /** There is no connection yet, or it was closed: nothing was sent. */
    NOT_CONNECTED,
    /** The circuit breaker is open: nothing was sent. */
    CIRCUIT_OPEN,
    /** No answer in time. */
    TIMEOUT,
    /** The server cannot be reached, or the connection broke. */
    CONNECTION,
    /** The server loads its data, or a part of the cluster is down. */
    NOT_SERVING,
    /** The server is a replica. */
    READ_ONLY,
    /** The memory of the server is full. */
    OUT_OF_MEMORY,
    /** The server accepts no writes, because it cannot save its data or has too few replicas. */
    WRITES_REFUSED,
    /** The server does not know the user, the user may not run the command, or there is no such command. */
    DENIED,
    /** Too few replicas have acknowledged an eviction. */
    TOO_FEW_REPLICAS,
    /** The answer came from a process about which nothing is known yet. */
    UNKNOWN_PRIMARY,
    /** Anything else: an error of the server, or an answer that cannot be understood. */
    ERROR
}
