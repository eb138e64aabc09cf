package io.github.dynamocached;

/** Why a command had no answer that is of use. */
public enum CommandFailure {
    /** There is no connection yet, or it was closed: nothing was sent. */
    NOT_CONNECTED,
    /** The circuit breaker is open: nothing was sent. */
    CIRCUIT_OPEN,
    /** No answer in time. */
    TIMEOUT,
    /** There is no way to the server, or the connection broke. */
    CONNECTION,
    /** The server loads its data, or a part of the cluster is down. */
    NOT_SERVING,
    /** The server is a replica. */
    READ_ONLY,
    /** The memory of the server is full. */
    OUT_OF_MEMORY,
    /** The server takes no writes, because it cannot save its data or too few replicas follow it. */
    WRITES_REFUSED,
    /** The server does not know the user, or the user has no right to the command, or there is no such command. */
    DENIED,
    /** Too few replicas have acknowledged an eviction. */
    TOO_FEW_REPLICAS,
    /** There is an answer, but nothing is known yet of the process that gave it. */
    UNKNOWN_PRIMARY,
    /** Anything else: an error of the server, or an answer that is not understood. */
    ERROR
}
