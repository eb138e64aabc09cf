package io.github.dynamocached.command;

import io.github.dynamocached.WorkTracing;
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
    private final WorkTracing.Place place;
    private long left;

    /**
     * A budget of which some is already spent.
     *
     * @param place what the commands are a part of. Most of them are sent by a thread that reads answers
     */
    CommandBudget(Duration whole, Timing timing, long spent, WorkTracing.Place place) {
        this(whole.toNanos(), timing, spent, place);
    }

    private CommandBudget(long whole, Timing timing, long spent, WorkTracing.Place place) {
        this.whole = whole;
        this.timing = timing;
        this.place = place;
        this.left = this.whole - spent;
    }

    /** {@return another budget of the same call} */
    public CommandBudget another() {
        return new CommandBudget(whole, timing, 0, place);
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
        CompletableFuture<T> answer = sent(command);
        timing.limit(answer, left);
        return answer.whenComplete((value, failure) -> left -= TimedWait.spent(answer, timing.nanos() - sent));
    }

    private <T> CompletableFuture<T> sent(Supplier<CompletionStage<T>> command) {
        WorkTracing.Scope scope = place.enter();
        try {
            return Ports.sent(command);
        } finally {
            scope.close();
        }
    }
}
