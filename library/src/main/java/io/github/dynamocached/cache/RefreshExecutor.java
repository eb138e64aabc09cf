package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs background refreshes on a few threads with a bounded queue. Idle threads end. A refresh that does not fit into the
 * queue is rejected: the stale value stays, and the next caller tries again.
 */
public final class RefreshExecutor implements Executor, AutoCloseable {

    private static final int QUEUE = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;
    private final Duration drain;

    /**
     * An executor with 8 daemon threads. Closing it waits 2 seconds at most. The threads inherit nothing from callers, not
     * even an {@link InheritableThreadLocal}.
     *
     * @return a new executor
     */
    public static RefreshExecutor withDefaults() {
        return withThreadsOf(daemons());
    }

    /**
     * The same with threads of a factory.
     *
     * @param threads makes threads that inherit nothing. It is called on threads of callers
     * @return a new executor
     */
    public static RefreshExecutor withThreadsOf(ThreadFactory threads) {
        return new RefreshExecutor(8, Duration.ofSeconds(2), threads);
    }

    /**
     * An executor.
     *
     * @param concurrency how many refreshes run at once, at least 1
     * @param drain how long closing waits for refreshes that have begun
     * @param threads makes the threads
     * @throws IllegalArgumentException if the concurrency is less than 1
     */
    public RefreshExecutor(int concurrency, Duration drain, ThreadFactory threads) {
        this.threads = new ThreadPoolExecutor(
                concurrency, concurrency, IDLE.toSeconds(), TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), threads);
        this.threads.allowCoreThreadTimeOut(true);
        this.drain = drain;
    }

    private static ThreadFactory daemons() {
        AtomicInteger created = new AtomicInteger();
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        return task -> {
            Thread thread = new Thread(null, task, "dynamocached-refresh-" + created.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(classes);
            return thread;
        };
    }

    /** {@inheritDoc} */
    @Override
    public void execute(Runnable refresh) {
        threads.execute(refresh);
    }

    /** Begins no further refresh. Waits for running ones, for the given time at most. */
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
