package io.github.dynamocached.aop;

import io.github.dynamocached.cache.BlockingLoader;
import org.jspecify.annotations.Nullable;

/**
 * Loads by a call that code has given, now or later.
 *
 * @param call loads the value
 */
record CallLoader(ValueCall<?, ?> call) implements BlockingLoader {

    @Override
    public @Nullable Object load() throws Exception {
        return call.call();
    }

    @Override
    public BlockingLoader forRefresh() {
        return this;
    }
}
