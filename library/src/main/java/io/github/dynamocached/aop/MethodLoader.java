package io.github.dynamocached.aop;

import io.github.dynamocached.cache.BlockingLoader;
import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Loads by calling the method. What is not to be stored is decided right after it, within the load, so that an
 * expression that fails ends the load like an exception of the method: visible to the caller, and with nothing left
 * behind.
 */
final class MethodLoader implements BlockingLoader {

    private final Call call;
    private final CachedRead read;
    private boolean storable = true;

    MethodLoader(Call call, CachedRead read) {
        this.call = call;
        this.read = read;
    }

    @Override
    public @Nullable Object load() throws Throwable {
        Object value = read.result().unwrap(call.proceed());
        call.returned(value);
        Condition unless = read.unless();
        storable = unless == null || !unless.holds(call);
        return value;
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        return storable;
    }

    @Override
    public boolean isFor(Slot slot) {
        return read.isStillFor(slot, call);
    }

    @Override
    public @Nullable BlockingLoader forRefresh() {
        Call again = call.again();
        return again == null ? null : new MethodLoader(again, read);
    }
}
