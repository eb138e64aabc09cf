package io.github.dynamocached.cache;

import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The load of one slot by a method that loads many. */
record BatchOfOne(BatchLoader loader, Slot slot) implements BlockingLoader {

    @Override
    public @Nullable Object load() throws Throwable {
        return loader.load(List.of(slot)).getOrDefault(slot, Optional.empty()).orElse(null);
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
    public @Nullable BlockingLoader forRefresh() {
        BatchLoader later = loader.forRefresh();
        return later == null ? null : new BatchOfOne(later, slot);
    }
}
