package io.github.dynamocached.command;

import io.github.dynamocached.store.TimedAnswer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A wait for one command, bounded by its budget. The budget is for the server: if this JVM had no time for the answer, the
 * wait lasts longer, up to some times the budget.
 */
public final class TimedWait {

    private static final int LOOKS_A_BUDGET = 20;

    private TimedWait() {}

    /**
     * Waits on the calling thread, and gives the command up at the deadline. An interrupt does not end the wait, and is
     * restored after it.
     *
     * @param command the answer to wait for
     * @param budget the time of the server
     * @return whether the command has succeeded
     */
    public static boolean succeeds(CompletableFuture<?> command, Duration budget) {
        if (command.isDone()) {
            return !command.isCompletedExceptionally();
        }
        long whole = budget.toNanos();
        long began = System.nanoTime();
        long deadline = began + whole;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    command.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                } catch (TimeoutException late) {
                    long now = System.nanoTime();
                    long more = more(command, whole, now - began);
                    if (more <= 0) {
                        return !command.completeExceptionally(late) && !command.isCompletedExceptionally();
                    }
                    deadline = now + more;
                }
            }
        } catch (ExecutionException | CancellationException failed) {
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives a command up at its deadline, and blocks no thread. */
    static void limit(CompletableFuture<?> command, long budget) {
        if (command.isDone()) {
            return;
        }
        if (command instanceof TimedAnswer) {
            Deadlines.OF_COMMANDS.add(command, budget);
        } else {
            CompletableFuture<?> unused = command.orTimeout(budget, TimeUnit.NANOSECONDS);
        }
    }

    /** How long to wait until the next look, once the budget is over by the clock. Nothing if the server has had its time. */
    static long more(CompletableFuture<?> command, long budget, long waited) {
        long left = command instanceof TimedAnswer answer ? budget - answer.serverNanos() : 0;
        long most = TimedAnswer.MOST_BUDGETS * budget - waited;
        return left <= 0 || most <= 0 ? 0 : Math.min(most, Math.max(left, budget / LOOKS_A_BUDGET));
    }

    /**
     * What a command that has ended has taken of its budget.
     *
     * @param command the answer
     * @param byClock nanoseconds that have passed by the clock
     * @return nanoseconds
     */
    public static long spent(Object command, long byClock) {
        return command instanceof TimedAnswer answer ? Math.min(byClock, answer.serverNanos()) : byClock;
    }
}
