package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs background refreshes: a few daemon threads, which end when there is nothing to do, and a bounded queue. What does
 * not fit is rejected, and the stale value stays for the next caller to try again.
 */
public final class RefreshExecutor implements Executor, AutoCloseable {

    private static final int QUEUE = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final AtomicInteger created = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private final Duration drain;

    /**
     * An executor with 8 threads, whose closing waits 2 seconds at most.
     *
     * @return a new executor
     */
    public static RefreshExecutor withDefaults() {
        return new RefreshExecutor(8, Duration.ofSeconds(2));
    }

    /**
     * An executor.
     *
     * @param concurrency how many refreshes run at once, at least 1
     * @param drain how long closing waits for refreshes that have begun
     * @throws IllegalArgumentException if the concurrency is less than 1
     */
    public RefreshExecutor(int concurrency, Duration drain) {
        this.threads = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                this::newThread);
        this.threads.allowCoreThreadTimeOut(true);
        this.drain = drain;
    }

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "dynamocached-refresh-" + created.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** {@inheritDoc} */
    @Override
    public void execute(Runnable refresh) {
        threads.execute(refresh);
    }

    /** Begins no further refresh, and waits for those that have begun, but not longer than the time given. */
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(drain.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupt) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
