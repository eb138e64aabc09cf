package io.github.dynamocached.cache;

import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A load of many values that blocks the thread it is called on, in the form of the protocol. */
record BlockingBatch(BatchLoader loader) implements AsyncBatchLoader {

    @Override
    public CompletionStage<@Nullable Object> load(List<Slot> slots) throws Throwable {
        return CompletableFuture.completedFuture(loader.load(slots));
    }

    @Override
    @SuppressWarnings("unchecked") // It is what the loader has returned.
    public Map<Slot, Optional<Object>> valuesOf(@Nullable Object arrived, List<Slot> slots) {
        return Objects.requireNonNull((Map<Slot, Optional<Object>>) arrived);
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
    public @Nullable AsyncBatchLoader forRefresh() {
        BatchLoader later = loader.forRefresh();
        return later == null ? null : new BlockingBatch(later);
    }
}
