package io.github.dynamocached.redis;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a connection may be silent before it is closed: one and a half times the longest timeout, at least a second and a
 * half. If the server has not answered on the previous connections either, it hangs. Then each new connection gets twice as
 * long as the one before, so that a hanging server is not flooded.
 */
final class SilencePace {

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(500);

    /** Something was sent before the first of them, so one less than these is the time that passed at least. */
    private static final int LOOKS = 4;

    private static final int MOST_DOUBLINGS = 5;

    private final long lookNanos;
    private final ConcurrentMap<SocketAddress, Integer> closings = new ConcurrentHashMap<>();

    /** @param settings tell the time that commands have */
    SilencePace(RedisSettings settings) {
        Duration longest = settings.timeout().compareTo(settings.evictTimeout()) > 0
                ? settings.timeout()
                : settings.evictTimeout();
        Duration look = longest.dividedBy(2);
        this.lookNanos = (look.compareTo(SHORTEST_LOOK) > 0 ? look : SHORTEST_LOOK).toNanos();
    }

    /** The time from one look at a connection to the next. */
    long lookNanos() {
        return lookNanos;
    }

    /** How many looks in a row must have found a connection silent before it is closed. */
    static int looks(int closings) {
        return LOOKS << Math.min(closings, MOST_DOUBLINGS);
    }

    /** How many connections to a server were closed since it answered last. */
    int closings(@Nullable SocketAddress server) {
        return server == null ? 0 : closings.getOrDefault(server, 0);
    }

    /** A connection to a server was closed. */
    void closed(@Nullable SocketAddress server) {
        if (server != null) {
            closings.merge(server, 1, Integer::sum);
        }
    }

    /** A server answered over a connection, for the first time over this one. */
    void answered(@Nullable SocketAddress server) {
        if (server != null) {
            closings.remove(server);
        }
    }
}
