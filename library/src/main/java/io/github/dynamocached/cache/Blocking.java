package io.github.dynamocached.cache;

import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A load that blocks the thread it is called on, in the form of the protocol. */
final class Blocking implements Loader {

    private final BlockingLoader loader;

    Blocking(BlockingLoader loader) {
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

    @Override
    public boolean isFor(Slot slot) {
        return loader.isFor(slot);
    }

    @Override
    public @Nullable Loader forRefresh() {
        BlockingLoader later = loader.forRefresh();
        return later == null ? null : new Blocking(later);
    }
}
