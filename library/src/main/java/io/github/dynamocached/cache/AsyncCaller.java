package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import io.github.dynamocached.load.CallThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A caller that blocks no thread. What is answered at once goes on on its own thread. Everything later goes on on an executor,
 * in the context of the caller: decoding, the method, and what the caller does with the result. Threads of the connection to
 * Redis and of the database client are never used for that.
 *
 * <p>The caller may leave before it has its answer. Then nothing is called for it that has not begun, and a load that has
 * begun goes on for a while for those who may still come.
 */
final class AsyncCaller extends CallThread implements Caller {

    private final Timing timing;
    private final long longestLoad;
    private volatile boolean left;
    private volatile @Nullable Flight flight;
    private volatile @Nullable CompletableFuture<?> load;

    /**
     * A caller on this thread.
     *
     * @param executor runs what does not go on here
     * @param longestLoad how long a load may go on that nobody waits for, in nanoseconds
     */
    AsyncCaller(Executor executor, Timing timing, long longestLoad) {
        super(executor);
        this.timing = timing;
        this.longestLoad = longestLoad;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> arrived(CompletableFuture<T> answer) {
        return answer.isDone() && isHere() ? answer : answer.whenCompleteAsync((value, failure) -> {}, this);
    }

    @Override
    public void goOn(Runnable task) {
        execute(task);
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    /** The caller does not want its answer any more. */
    void leave() {
        left = true;
        Flight waiting = flight;
        if (waiting != null && !waiting.isDone()) {
            waiting.leave(this);
        } else {
            CompletableFuture<Void> unused = timing.after(longestLoad).thenRun(this::stopLoad);
        }
    }

    @Override
    public void joined(@Nullable Flight joined) {
        flight = joined;
        if (left && joined != null) {
            joined.leave(this);
        }
    }

    @Override
    public void loading(CompletableFuture<?> running) {
        load = running;
    }

    @Override
    public void stopLoad() {
        CompletableFuture<?> running = load;
        if (running != null) {
            boolean unused = running.cancel(true);
        }
    }

    @Override
    public String toString() {
        return left ? "caller that has left" : "caller";
    }
}
