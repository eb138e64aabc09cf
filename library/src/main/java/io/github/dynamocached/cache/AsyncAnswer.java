package io.github.dynamocached.cache;

import io.github.dynamocached.load.LoadContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an asynchronous caller gets. If anybody else completes it, be it by a cancellation or a timeout, the caller leaves. */
class AsyncAnswer<T extends @Nullable Object> extends CompletableFuture<T> {

    private final AsyncCaller caller;

    AsyncAnswer(AsyncCaller caller) {
        this.caller = caller;
    }

    /** Completes it with what the call returns or throws, unless the caller has left. */
    final void answer(LoadContext.Call<T> call) {
        try {
            boolean unused = super.complete(call.call());
        } catch (Throwable failure) {
            boolean unused = super.completeExceptionally(failure);
        }
    }

    @Override
    public boolean complete(T value) {
        return left(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return left(super.completeExceptionally(failure));
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean wasDone = isDone();
        boolean cancelled = super.cancel(mayInterrupt);
        boolean unused = left(cancelled && !wasDone);
        return cancelled;
    }

    private boolean left(boolean leaves) {
        if (leaves) {
            caller.leave();
        }
        return leaves;
    }
}
