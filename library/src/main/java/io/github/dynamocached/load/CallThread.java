package io.github.dynamocached.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where one call goes on that blocks no thread: on the thread that began it, as long as that is in the call, and else on an
 * executor in the context of that thread. If the executor refuses, a thread of the library takes its place.
 */
public class CallThread implements Executor {

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Runnable carried = ContextCarriers.carried(this::runNext);
    private volatile @Nullable Thread thread = Thread.currentThread();

    /**
     * The current thread begins a call.
     *
     * @param executor runs what does not go on here
     */
    public CallThread(Executor executor) {
        this.executor = executor;
    }

    /** The thread that began the call goes its own way. */
    public final void leaveThread() {
        thread = null;
    }

    /** {@return whether the current thread works for the call} */
    public final boolean isHere() {
        return thread == Thread.currentThread();
    }

    /** Runs a task here if this thread works for the call, and else on the executor. */
    @Override
    public final void execute(Runnable task) {
        if (isHere()) {
            task.run();
            return;
        }
        tasks.add(task);
        try {
            executor.execute(carried);
        } catch (RuntimeException refused) {
            Thread own = new Thread(null, carried, "dynamocached-refused", 0, false);
            own.setDaemon(true);
            own.start();
        }
    }

    private void runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            return;
        }
        thread = Thread.currentThread();
        try {
            task.run();
        } finally {
            thread = null;
        }
    }
}
