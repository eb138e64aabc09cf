package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A wait of the calling thread for one command, bounded by its budget. */
final class TimedWait {

    private TimedWait() {}

    /**
     * Waits for a command, and gives it up at the deadline. An interrupt does not end the wait, and is restored after it.
     *
     * @return whether the command has succeeded
     */
    static boolean succeeds(CompletableFuture<?> command, Duration budget) {
        if (command.isDone()) {
            return !command.isCompletedExceptionally();
        }
        long deadline = System.nanoTime() + budget.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    command.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException late) {
            return !command.completeExceptionally(late) && !command.isCompletedExceptionally();
        } catch (ExecutionException | CancellationException failed) {
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
