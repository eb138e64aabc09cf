package io.github.dynamocached.deferred;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Futures and stages: the method is called once, and has begun when the caller gets the future. */
final class Futures implements Handover, Arrival {

    @Override
    public boolean isLazy() {
        return false;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The caller gets it.
    public @Nullable Object hand(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        return call.apply(this);
    }

    @Override
    @SuppressWarnings("unchecked") // The values of a stage are read only.
    public @Nullable CompletableFuture<@Nullable Object> valueOf(@Nullable Object returned) {
        return returned == null ? null : ((CompletionStage<@Nullable Object>) returned).toCompletableFuture();
    }
}
