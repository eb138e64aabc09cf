package io.github.dynamocached.deferred;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Goes on with the calls of asynchronous methods when an answer has arrived: decodes it, calls the method, and completes what
 * the caller got. It has as many threads as there is work at once, because work may wait for other calls of the cache. A pool
 * with a limit could be full of calls that wait for the ones behind them. Idle threads end after 30 seconds.
 */
public final class AsyncExecutor implements Executor, AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ExecutorService threads;

    private AsyncExecutor(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * An executor with daemon threads that inherit nothing from callers.
     *
     * @return a new executor
     */
    public static AsyncExecutor withDefaults() {
        AtomicInteger created = new AtomicInteger();
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        return withThreadsOf(task -> {
            Thread thread = new Thread(null, task, "dynamocached-async-" + created.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(classes);
            return thread;
        });
    }

    /**
     * The same with threads of a factory.
     *
     * @param threads makes threads that inherit nothing. It is called on threads of callers and of connections
     * @return a new executor
     */
    public static AsyncExecutor withThreadsOf(ThreadFactory threads) {
        return new AsyncExecutor(new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), threads));
    }

    /** {@inheritDoc} */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Takes no more tasks. Calls under way go on on threads of their own. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
