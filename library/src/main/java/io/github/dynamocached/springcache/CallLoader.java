package io.github.dynamocached.springcache;

import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperationInvoker;

/** Loads what Spring's caller loads. Spring wraps what a method throws, and rules on failures look at what was thrown. */
final class CallLoader implements BlockingLoader {

    private final PlainCache cache;
    private final Object key;
    private final Callable<?> call;
    private final Supplier<@Nullable Callable<?>> again;
    private boolean called;

    /**
     * A loader.
     *
     * @param key the key as Spring knows it
     * @param again makes the same call for a refresh, which returns null where there is none
     */
    CallLoader(PlainCache cache, Object key, Callable<?> call, Supplier<@Nullable Callable<?>> again) {
        this.cache = cache;
        this.key = key;
        this.call = call;
        this.again = again;
    }

    boolean wasCalled() {
        return called;
    }

    @Override
    public @Nullable Object load() throws Throwable {
        called = true;
        try {
            return call.call();
        } catch (CacheOperationInvoker.ThrowableWrapper wrapper) {
            throw wrapper.getOriginal();
        }
    }

    @Override
    public boolean isFor(Slot slot) {
        return isStillFor(slot, cache, key);
    }

    /** Whether a key is still that of a slot. It may be an object that has changed meanwhile. */
    static boolean isStillFor(Slot slot, PlainCache cache, Object key) {
        try {
            return key instanceof String
                    || key instanceof Number
                    || cache.keyOf(key).equals(slot.key());
        } catch (RuntimeException | Error noKey) {
            return false;
        }
    }

    @Override
    public @Nullable BlockingLoader forRefresh() {
        Callable<?> other = again.get();
        return other == null ? null : new CallLoader(cache, key, other, () -> null);
    }
}
