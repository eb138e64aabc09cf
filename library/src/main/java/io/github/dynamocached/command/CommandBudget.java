package io.github.dynamocached.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The time that one call may spend on commands to the server. Time between commands, such as a wait for the load of another
 * node, does not count, and neither does time that this JVM did not have for their answers. Used by one step of a call after
 * the other, so by one thread at a time.
 */
public final class CommandBudget {

    private final long whole;
    private final Timing timing;
    private long left;

    /** A budget of which some is already spent. */
    CommandBudget(Duration whole, Timing timing, long spent) {
        this.whole = whole.toNanos();
        this.timing = timing;
        this.left = this.whole - spent;
    }

    /** Begins again: the server has just answered a poll, so it is not what keeps the caller waiting. */
    public void renew() {
        left = whole;
    }

    /**
     * Sends a command, unless the budget is spent. At the deadline the command's future fails, which gives the command
     * up.
     *
     * @param <T> the type of the answer
     * @param command sends the command
     * @return the answer
     */
    public <T> CompletableFuture<T> spend(Supplier<CompletionStage<T>> command) {
        if (left <= 0) {
            return CompletableFuture.failedFuture(new TimeoutException());
        }
        long sent = timing.nanos();
        CompletableFuture<T> answer = Ports.sent(command);
        timing.limit(answer, left);
        return answer.whenComplete((value, failure) -> left -= TimedWait.spent(answer, timing.nanos() - sent));
    }
}
