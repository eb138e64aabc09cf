package io.github.dynamocached.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects in a thread of its own, and again with growing pauses until it succeeds. After that it asks the primary for
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
            accept(Redisson.create(config));
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

    private void accept(RedissonClient connected) {
        synchronized (this) {
            if (!closed) {
                client = ConnectedClient.of(connected, settings);
            }
        }
        if (client == null) {
            shutDown(connected);
            return;
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

    /** A client that connects at this moment is shut down by the thread that connects it. */
    @Override
    public void close() {
        ConnectedClient open;
        synchronized (this) {
            closed = true;
            open = client;
            client = null;
        }
        thread.shutdownNow();
        if (open != null) {
            shutDown(open.redisson());
        }
    }

    private static void shutDown(RedissonClient redisson) {
        redisson.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
