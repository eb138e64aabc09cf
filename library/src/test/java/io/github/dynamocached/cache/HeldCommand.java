package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One operation under a test's control, on its way to the server or back. Cancelling the caller's future changes
 * nothing here: a command that was given up may still be executed.
 */
public final class HeldCommand {

    private static final long PATIENCE_SECONDS = 20;

    private final boolean executesOnArrival;
    private final boolean repliesOnArrival;
    private final CompletableFuture<Command<?>> arrived = new CompletableFuture<>();
    private final CompletableFuture<Boolean> failed = new CompletableFuture<>();

    HeldCommand(boolean executesOnArrival, boolean repliesOnArrival) {
        this.executesOnArrival = executesOnArrival;
        this.repliesOnArrival = repliesOnArrival;
    }

    private static final class Command<T> {
        private final Supplier<CompletionStage<T>> operation;
        private final CompletableFuture<T> caller;
        private final CompletableFuture<T> reply = new CompletableFuture<>();
        private final AtomicBoolean executed = new AtomicBoolean();

        Command(Supplier<CompletionStage<T>> operation, CompletableFuture<T> caller) {
            this.operation = operation;
            this.caller = caller;
        }

        void execute() {
            if (executed.compareAndSet(false, true)) {
                connect(operation.get(), reply);
            }
        }

        void awaitExecution() {
            patiently(reply.handle((value, failure) -> true));
        }

        void executeAgain() {
            patiently(operation.get().toCompletableFuture());
        }

        void reply() {
            connect(reply, caller);
        }

        void fail() {
            caller.completeExceptionally(new IllegalStateException("The store is away"));
        }

        private static <T> void connect(CompletionStage<T> from, CompletableFuture<T> to) {
            CompletionStage<T> unused = from.whenComplete((value, failure) -> {
                if (failure == null) {
                    to.complete(value);
                } else {
                    to.completeExceptionally(failure);
                }
            });
        }
    }

    <T> void arrive(Supplier<CompletionStage<T>> operation, CompletableFuture<T> caller) {
        Command<T> command = new Command<>(operation, caller);
        if (executesOnArrival) {
            command.execute();
        }
        if (repliesOnArrival) {
            command.reply();
        }
        if (failed.isDone()) {
            command.fail();
        }
        arrived.complete(command);
    }

    /** Waits until the operation was called and, if only its reply is held, executed. */
    public HeldCommand awaitArrival() {
        Command<?> command = patiently(arrived);
        if (executesOnArrival) {
            command.awaitExecution();
        }
        return this;
    }

    /** Whether the operation was called. */
    public boolean hasArrived() {
        return arrived.isDone();
    }

    /** Lets the server execute the operation, waits until it has, and still holds the reply. */
    public void execute() {
        Command<?> command = patiently(arrived);
        command.execute();
        command.awaitExecution();
    }

    /** Lets the server execute the operation once more, as a late duplicate whose reply nobody sees. */
    public void executeAgain() {
        patiently(arrived).executeAgain();
    }

    /** Hands the reply to the caller. */
    public void reply() {
        patiently(arrived).reply();
    }

    /** Lets go: executes the operation if that has not happened, and hands the reply to the caller. */
    public void release() {
        Command<?> command = patiently(arrived);
        command.execute();
        command.reply();
    }

    /** Fails the caller's stage, now or at the call. What the server did or will do stays as it is. */
    public void fail() {
        failed.complete(true);
        if (arrived.isDone()) {
            patiently(arrived).fail();
        }
    }

    private static <T> T patiently(CompletableFuture<T> future) {
        return future.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
