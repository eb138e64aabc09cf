package io.github.dynamocached.command;

import io.github.dynamocached.load.LoadContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many loads of this node run at once while the server does not answer, so that its outage does not flood DynamoDB
 * with reads. Loads above the limit wait for a turn, in order. When its patience is over a load runs without a turn, so none
 * waits for ever. A load within a load needs no turn of its own.
 */
public final class LoadLimit {

    private static final CompletableFuture<Boolean> NOT_NEEDED = CompletableFuture.completedFuture(false);

    private final int most;
    private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
    private int running;

    /** @param most loads that run at once, 0 for any number */
    LoadLimit(int most) {
        this.most = most;
    }

    /**
     * Whether any number of loads may run.
     *
     * @return true if there is no limit
     */
    public boolean isOff() {
        return most == 0;
    }

    /**
     * Begins a load when it has its turn. A load that has waited goes on in its executor.
     *
     * @param <T> the type of what is loaded
     * @param patience how long the load waits for a turn
     * @param load begins the load
     * @return what is loaded
     */
    public <T> CompletableFuture<T> within(Duration patience, Supplier<CompletableFuture<T>> load) {
        CompletableFuture<Boolean> turn = turn(patience);
        return turn.isDone() ? begin(load, turn.join()) : turn.thenComposeAsync(mine -> begin(load, mine));
    }

    private <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> load, boolean isTurn) {
        return isTurn ? load.get().whenComplete((value, failure) -> end()) : load.get();
    }

    /** Calls a load on this thread when it has its turn. An interrupt does not end the wait, and is restored after it. */
    <T> T call(Duration patience, LoadContext.Call<T> load) throws Throwable {
        boolean isTurn = turn(patience).join();
        try {
            return load.call();
        } finally {
            if (isTurn) {
                end();
            }
        }
    }

    /** True for a turn, which has to be ended; false to go without one. */
    private CompletableFuture<Boolean> turn(Duration patience) {
        if (most == 0 || LoadContext.current() != null) {
            return NOT_NEEDED;
        }
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        synchronized (this) {
            if (running < most) {
                running++;
                turn.complete(true);
                return turn;
            }
            waiting.add(turn);
        }
        CompletableFuture<Void> unused = turn.completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(mine -> leave(turn, mine));
        return turn;
    }

    private synchronized void leave(CompletableFuture<Boolean> turn, boolean isTurn) {
        if (!isTurn) {
            waiting.removeIf(other -> other == turn);
        }
    }

    /** Ends a turn: the next one has it, if somebody still waits. */
    private void end() {
        CompletableFuture<Boolean> next;
        do {
            next = next();
        } while (next != null && !next.complete(true));
    }

    private synchronized @Nullable CompletableFuture<Boolean> next() {
        CompletableFuture<Boolean> next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}
