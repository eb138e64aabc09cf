package io.github.dynamocached.cache;

import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The load of one slot by a method that loads many. */
record BatchOfOne(AsyncBatchLoader loader, Slot slot) implements Loader {

    @Override
    public CompletionStage<@Nullable Object> load() {
        try {
            return loader.load(List.of(slot));
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public @Nullable Object valueOf(@Nullable Object arrived) {
        return loader.valuesOf(arrived, List.of(slot))
                .getOrDefault(slot, Optional.empty())
                .orElse(null);
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        return loader.isStorable(value);
    }

    @Override
    public boolean isFor(Slot asked) {
        return loader.isFor(asked);
    }

    @Override
    public @Nullable Loader forRefresh() {
        AsyncBatchLoader later = loader.forRefresh();
        return later == null ? null : new BatchOfOne(later, slot);
    }
}
