package io.github.dynamocached.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Where one call goes on that blocks no thread: on the thread that began it, as long as that is in the call, and else on an
 * executor in the context of that thread. If the executor refuses, a thread of the library takes its place.
 */
public class CallThread implements Executor {

    private static final AtomicReferenceFieldUpdater<CallThread, @Nullable Runnable> NEXT =
            AtomicReferenceFieldUpdater.newUpdater(CallThread.class, Runnable.class, "next");

    private final Executor executor;
    private volatile @Nullable Runnable next;
    private volatile @Nullable Queue<Runnable> others;
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
        if (next != null || !NEXT.compareAndSet(this, null, task)) {
            others().add(task);
        }
        try {
            executor.execute(carried);
        } catch (RuntimeException refused) {
            Thread own = new Thread(null, carried, "dynamocached-refused", 0, false);
            own.setDaemon(true);
            own.start();
        }
    }

    /** Few calls ever have two tasks at once. */
    private synchronized Queue<Runnable> others() {
        Queue<Runnable> known = others;
        if (known == null) {
            known = new ConcurrentLinkedQueue<>();
            others = known;
        }
        return known;
    }

    private void runNext() {
        Runnable task = takeNext();
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

    /** As many are taken as were added. So if the first place is empty, there is one among the others. */
    private @Nullable Runnable takeNext() {
        Runnable task = NEXT.getAndSet(this, null);
        Queue<Runnable> waiting = task == null ? others : null;
        return waiting == null ? task : waiting.poll();
    }
}
