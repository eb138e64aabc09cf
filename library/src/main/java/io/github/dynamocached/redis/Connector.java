package io.github.dynamocached.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects one client in a thread of its own, and again with growing pauses until it succeeds. After that it asks the primary for
 * its time once a minute.
 */
final class Connector implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisConnection.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long PROBE_SECONDS = 60;
    private static final long CLOSE_SECONDS = 2;

    private final Config config;
    private final RedisSettings settings;
    private final Primary primary;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread background = new Thread(task, "dynamocached-redis");
        background.setDaemon(true);
        return background;
    });
    private volatile @Nullable ConnectedClient client;
    private @Nullable Redisson created;
    private boolean closed;

    Connector(Config config, RedisSettings settings, Primary primary) {
        this.config = config;
        this.settings = settings;
        this.primary = primary;
    }

    void start() {
        thread.execute(() -> connect(FIRST_PAUSE_MILLIS));
    }

    @Nullable
    ConnectedClient client() {
        return client;
    }

    private void connect(long pauseMillis) {
        try {
            Redisson redisson = create();
            if (redisson != null) {
                var unused =
                        redisson.getCommandExecutor().getConnectionManager().getEntrySet();
                accept(redisson);
            }
        } catch (RuntimeException away) {
            if (pauseMillis == FIRST_PAUSE_MILLIS) {
                LOGGER.warn(
                        "Redis cannot be reached ({}). Connecting is repeated in the background; until then nothing is"
                                + " cached. If this stays, check the address and the credentials of the Redisson"
                                + " configuration.",
                        away.getClass().getSimpleName());
            }
            schedule(() -> connect(Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS)), pauseMillis);
        }
    }

    /** The client, null once closed. It is created unconnected, and connects on the thread that first asks for its nodes. */
    private synchronized @Nullable Redisson create() {
        if (closed) {
            return null;
        }
        if (created == null) {
            created = (Redisson) Redisson.create(config);
        }
        return created;
    }

    private void accept(Redisson connected) {
        synchronized (this) {
            if (closed) {
                return;
            }
            client = ConnectedClient.of(connected, settings);
        }
        LOGGER.info("Connected to Redis");
        probe();
    }

    private void probe() {
        CompletableFuture<PrimaryView> unused = primary.probe().whenComplete((view, failure) -> {
            if (failure != null && client != null) {
                LOGGER.warn(
                        "Redis did not tell its start and its time, and nothing is read from it until it does: {} If it"
                                + " refuses, allow INFO and TIME to its user.",
                        failure.getMessage());
            }
        });
        schedule(this::probe, TimeUnit.SECONDS.toMillis(PROBE_SECONDS));
    }

    private void schedule(Runnable task, long delayMillis) {
        try {
            var unused = thread.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closedMeanwhile) {
            LOGGER.debug("The connection to Redis was closed while a task was to be scheduled");
        }
    }

    @Override
    public void close() {
        Redisson open;
        synchronized (this) {
            closed = true;
            open = created;
            client = null;
        }
        thread.shutdownNow();
        if (open != null) {
            open.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
