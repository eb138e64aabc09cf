package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A load of the calling thread in the form of the protocol. */
final class OnCallerThread implements Loader {

    private final BlockingLoader loader;

    OnCallerThread(BlockingLoader loader) {
        this.loader = loader;
    }

    @Override
    public CompletionStage<@Nullable Object> load() {
        try {
            return CompletableFuture.completedFuture(loader.load());
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        return loader.isStorable(value);
    }
}
