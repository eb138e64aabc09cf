package io.github.dynamocached.cache;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The thread of a synchronous caller as an executor. While it waits for the end of its call it runs the tasks of the protocol,
 * so that the method is called on the thread that the caller expects. An interrupt does not end the wait, which is bounded.
 * It is restored when a task runs and when the wait is over.
 */
class CallerThread implements Caller {

    private final Thread thread = Thread.currentThread();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private boolean interrupted;

    /** Calls the protocol on this thread, and waits for the end of a call that never fails. */
    static <T> T run(Function<Caller, CompletableFuture<T>> call) {
        CallerThread caller = new CallerThread();
        return caller.await(call.apply(caller));
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        LockSupport.unpark(thread);
    }

    /** Waits for a stage that never fails. */
    <T> T await(CompletableFuture<T> end) {
        CompletableFuture<T> unused = end.whenComplete((value, failure) -> LockSupport.unpark(thread));
        while (!end.isDone()) {
            Runnable task = tasks.poll();
            if (task == null) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            } else {
                restoreInterrupt();
                task.run();
            }
        }
        restoreInterrupt();
        return end.join();
    }

    private void restoreInterrupt() {
        if (interrupted) {
            interrupted = false;
            thread.interrupt();
        }
    }
}
