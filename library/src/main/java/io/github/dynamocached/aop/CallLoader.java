package io.github.dynamocached.aop;

import io.github.dynamocached.CheckedCall;
import io.github.dynamocached.cache.BlockingLoader;
import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Loads by a call that code has given, now or later.
 *
 * @param call loads the value
 * @param entry what is read
 */
record CallLoader(CheckedCall<?, ?> call, DefaultDynamoCaches.TypedEntry<?> entry) implements BlockingLoader {

    @Override
    public @Nullable Object load() throws Exception {
        return call.call();
    }

    @Override
    public boolean isFor(Slot slot) {
        return entry.isStillOfItsParts();
    }

    @Override
    public BlockingLoader forRefresh() {
        return this;
    }
}
