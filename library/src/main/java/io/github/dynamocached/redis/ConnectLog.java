package io.github.dynamocached.redis;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why there is no connection: each reason once and not for each attempt, without credentials. */
final class ConnectLog {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final RedisOrigin origin;
    private final String meanwhile;
    private final Map<String, Set<ConnectFailure>> lost = new HashMap<>();
    private @Nullable ConnectFailure told;
    private boolean isClosed;

    /**
     * A log without lines yet.
     *
     * @param origin where the connection is configured
     */
    ConnectLog(RedisOrigin origin) {
        this(origin, "Nothing is cached");
    }

    private ConnectLog(RedisOrigin origin, String meanwhile) {
        this.origin = origin;
        this.meanwhile = meanwhile;
    }

    /** The same for connections to replicas, without which the primaries are read. */
    ConnectLog ofReplicas() {
        return new ConnectLog(origin, "Replicas are not read");
    }

    /** The first connection to servers did not come about. */
    synchronized void failed(String servers, Throwable failure) {
        ConnectFailure reason = ConnectFailure.of(failure);
        if (reason != told && !isClosed) {
            told = reason;
            log.warn(
                    "{} {}. {} until a retry in the background succeeds. {}",
                    servers,
                    reason.what(failure),
                    meanwhile,
                    reason.whatToDo(origin));
        }
    }

    /**
     * A server that had accepted connections refuses one. If it cannot be reached, the circuit breaker says so.
     */
    synchronized void lost(String server, Throwable failure) {
        ConnectFailure reason = ConnectFailure.of(failure);
        if (reason != ConnectFailure.AWAY
                && !isClosed
                && lost.computeIfAbsent(server, first -> EnumSet.noneOf(ConnectFailure.class))
                        .add(reason)) {
            log.warn(
                    "{} {}. Nothing is read from it or stored in it until a retry in the background succeeds." + " {}",
                    server,
                    reason.what(failure),
                    reason.whatToDo(origin));
        }
    }

    /** A server accepted a connection. */
    synchronized void connected(String server) {
        if (lost.remove(server) != null && !isClosed) {
            log.info("{} accepts connections again", server);
        }
    }

    /** Whether the log says that a server refuses connections that it had accepted. */
    synchronized boolean isAnyLost() {
        return !lost.isEmpty();
    }

    /** What fails from now on fails because the connection is closed. */
    synchronized void close() {
        isClosed = true;
    }
}
