package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.PausedException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;

/**
 * The pace of new connections to a server that refuses them: 50 milliseconds after the first failure, then twice as long each
 * time, at most a second. A command that needs a connection meanwhile fails and does not wait.
 *
 * <p>Redisson opens a connection for each command that finds none. So without a pace, a server that refuses a password would
 * get one for each read. A client that has never connected is not paced here, because a background thread retries it.
 */
final class Reconnects {

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final int MOST_DOUBLINGS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final ConnectLog connectLog;
    private final LongSupplier nanos;
    private final Map<RedisClient, Attempts> byClient = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * No attempts yet.
     *
     * @param connectLog logs refusals and their end
     * @param nanos the clock
     */
    Reconnects(ConnectLog connectLog, LongSupplier nanos) {
        this.connectLog = connectLog;
        this.nanos = nanos;
    }

    /** What has become of connecting to one server. */
    private static final class Attempts {
        private boolean isKnown;
        private int failures;
        private long pauseEnd;
        private @Nullable PausedException paused;
    }

    /** Why a connection is not to be tried now; null if it is. */
    @Nullable
    PausedException pausedBy(RedisClient client) {
        Attempts attempts = of(client);
        synchronized (attempts) {
            return attempts.failures > 0 && nanos.getAsLong() - attempts.pauseEnd < 0 ? attempts.paused : null;
        }
    }

    /** A connection was refused, or did not come about. */
    void failed(RedisClient client, Throwable failure) {
        Attempts attempts = of(client);
        synchronized (attempts) {
            if (!attempts.isKnown) {
                return;
            }
            long pause =
                    Math.min(FIRST_PAUSE_MILLIS << Math.min(attempts.failures, MOST_DOUBLINGS), LONGEST_PAUSE_MILLIS);
            attempts.failures++;
            attempts.pauseEnd = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(pause);
            attempts.paused = PausedException.after(failure);
        }
        connectLog.lost(ServerName.of(client.getAddr()), failure);
    }

    /** A connection is ready for commands. */
    void succeeded(RedisClient client) {
        Attempts attempts = of(client);
        synchronized (attempts) {
            attempts.isKnown = true;
            attempts.failures = 0;
            attempts.paused = null;
        }
        connectLog.connected(ServerName.of(client.getAddr()));
    }

    private Attempts of(RedisClient client) {
        return byClient.computeIfAbsent(client, met -> new Attempts());
    }
}
