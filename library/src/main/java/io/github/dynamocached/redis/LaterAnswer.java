package io.github.dynamocached.redis;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The answer to a command that is sent later, or more than once. Giving it up gives up the command too. */
class LaterAnswer<R> extends CompletableFuture<R> implements BiConsumer<R, @Nullable Throwable> {

    private volatile @Nullable CompletableFuture<R> sent;

    /** Waits for a command, the latest one. */
    final void awaitAnswer(CompletableFuture<R> command) {
        sent = command;
        if (isDone()) {
            command.cancel(false);
        }
        CompletableFuture<R> unused = command.whenComplete(this);
    }

    @Override
    public void accept(R answer, @Nullable Throwable failure) {
        if (failure == null) {
            complete(answer);
        } else {
            completeExceptionally(failure);
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        CompletableFuture<R> command = sent;
        if (command != null) {
            command.cancel(false);
        }
        return cancelled;
    }
}
