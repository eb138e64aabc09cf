package io.github.dynamocached.streams;

import io.github.dynamocached.Failures;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread. After its end, tasks are dropped. */
final class LoopThread implements Loop, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

    private final ScheduledThreadPoolExecutor thread;

    LoopThread() {
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread created = new Thread(task, "dynamocached-streams");
                    created.setDaemon(true);
                    return created;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(() -> run(task));
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> unused = thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A failure here is a bug. The thread goes on, for the other tables. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            log.error("A step of following a stream failed with {}. Please report it.", Failures.nameOf(bug), bug);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
