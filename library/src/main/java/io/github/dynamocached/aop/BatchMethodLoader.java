package io.github.dynamocached.aop;

import io.github.dynamocached.cache.BatchLoader;
import io.github.dynamocached.cache.Slot;
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
        return read.result().valuesOf(some.proceed(), slots, call);
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
