package io.github.dynamocached.redis;

import io.github.dynamocached.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects one client in a thread of its own, and again with growing pauses until it succeeds. After that the primaries
 * are asked for their role once a second, and for their time once a minute.
 */
final class Connector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long WATCH_MILLIS = 1_000;
    private static final long PROBE_MILLIS = 60_000;

    private final ClientSource source;
    private final RedisSettings settings;
    private final Supplier<CompletionStage<?>> prober;
    private final Consumer<ConnectedClient> watcher;
    private final ConnectLog connectLog;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread background = new Thread(task, "dynamocached-redis");
        background.setDaemon(true);
        return background;
    });
    private volatile @Nullable ConnectedClient client;
    private volatile @Nullable String unanswered;
    private boolean closed;

    /**
     * A connector that has not begun.
     *
     * @param source where the client comes from
     * @param settings how the library uses Redis
     * @param prober asks all primaries who they are, once there is a client
     * @param watcher gets the client when it has connected, before anybody else, and then once a second
     * @param connectLog logs why there is no connection
     */
    Connector(
            ClientSource source,
            RedisSettings settings,
            Supplier<CompletionStage<?>> prober,
            Consumer<ConnectedClient> watcher,
            ConnectLog connectLog) {
        this.source = source;
        this.settings = settings;
        this.prober = prober;
        this.watcher = watcher;
        this.connectLog = connectLog;
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
                ConnectedClient connected = ConnectedClient.of(redisson, settings);
                var unused = connected.primaries();
                accept(connected);
            }
        } catch (RuntimeException away) {
            connectLog.failed(source.servers(), away);
            later(() -> connect(Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS)), pauseMillis);
        } catch (LinkageError incomplete) {
            log.error(
                    "The class path lacks a part of what connects to Redis ({}), so nothing is cached or evicted. Keep all"
                            + " classes of Redisson and Netty when you repackage the application.",
                    incomplete.toString());
        }
    }

    /** The client, null once closed. It connects on the thread that first asks for its primaries. */
    private synchronized @Nullable Redisson create() {
        return closed ? null : source.client();
    }

    private void accept(ConnectedClient connected) {
        watch(connected);
        synchronized (this) {
            if (closed) {
                return;
            }
            client = connected;
        }
        log.info("Connected to Redis");
        probe();
    }

    /** Once a second, so that an idle node notices a new primary too. */
    private void watch(ConnectedClient connected) {
        source.watch(connected);
        connected.check();
        watcher.accept(connected);
        later(() -> watch(connected), WATCH_MILLIS);
    }

    private void probe() {
        CompletableFuture<?> unused = prober.get().toCompletableFuture().whenComplete((views, failure) -> {
            String reason = failure == null ? null : Failures.unwrapped(failure).getMessage();
            if (reason != null && client != null && !connectLog.isAnyLost() && !reason.equals(unanswered)) {
                log.warn("Redis did not report its time. Nothing is read from it until it does: {}", reason);
            }
            unanswered = reason;
        });
        later(this::probe, PROBE_MILLIS);
    }

    /** Runs a task on the thread of this connector; not any more once that is closed. */
    void later(Runnable task, long delayMillis) {
        try {
            var unused = thread.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closedMeanwhile) {
            log.debug("The connection to Redis was closed, so a task was not scheduled");
        }
    }

    @Override
    public void close() {
        connectLog.close();
        synchronized (this) {
            closed = true;
            client = null;
        }
        thread.shutdownNow();
        source.close();
    }
}
