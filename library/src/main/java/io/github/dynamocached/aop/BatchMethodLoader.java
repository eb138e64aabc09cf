package io.github.dynamocached.aop;

import io.github.dynamocached.cache.BatchLoader;
import io.github.dynamocached.store.Slot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads by calling the method with the keys of what is to be loaded. */
final class BatchMethodLoader implements BatchLoader {

    private final Call call;
    private final Batch batch;
    private final CachedBatch read;

    BatchMethodLoader(Call call, Batch batch, CachedBatch read) {
        this.call = call;
        this.batch = batch;
        this.read = read;
    }

    @Override
    public Map<Slot, Optional<Object>> load(List<Slot> slots) throws Throwable {
        KeysArgument keys = read.keys();
        Call some = call.with(keys.index(), keys.with(batch.elementsOf(slots)));
        return valuesOf(some.proceed(), slots);
    }

    /**
     * Puts the values in their slots by the keys as they are now: by these the method has named them. What is in a slot that
     * it does not belong to any more is returned, and not stored.
     */
    private Map<Slot, Optional<Object>> valuesOf(@Nullable Object returned, List<Slot> asked) {
        if (!read.slots().mayChange()) {
            return read.result().valuesOf(returned, asked, call);
        }
        Map<Slot, Slot> byPresentSlot = new LinkedHashMap<>();
        asked.forEach(slot -> byPresentSlot.put(read.slots().slotFor(at(slot)), slot));
        Map<Slot, Optional<Object>> values = new HashMap<>();
        read.result()
                .valuesOf(returned, List.copyOf(byPresentSlot.keySet()), call)
                .forEach((present, value) -> values.put(byPresentSlot.getOrDefault(present, present), value));
        return values;
    }

    private Call at(Slot slot) {
        return call.at(batch.distinct().get(slot));
    }

    @Override
    public boolean isFor(Slot slot) {
        return read.isStillFor(slot, at(slot));
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        call.returned(value);
        return read.unless() == null || !read.unless().holds(call);
    }

    @Override
    public @Nullable BatchLoader forRefresh() {
        Call again = call.again();
        return again == null ? null : new BatchMethodLoader(again, batch, read);
    }
}
