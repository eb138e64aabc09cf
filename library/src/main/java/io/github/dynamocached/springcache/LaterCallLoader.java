package io.github.dynamocached.springcache;

import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperationInvoker;

/** The same as {@link CallLoader} where the value arrives later. */
final class LaterCallLoader implements Loader {

    private final PlainCache cache;
    private final Object key;
    private final Supplier<? extends @Nullable CompletableFuture<?>> call;
    private final UnaryOperator<@Nullable Object> unwrap;
    private final Supplier<@Nullable Supplier<? extends @Nullable CompletableFuture<?>>> again;

    /**
     * A loader.
     *
     * @param key the key as Spring knows it
     * @param unwrap gives the value in what has arrived
     * @param again makes the same call for a refresh, which returns null where there is none
     */
    LaterCallLoader(
            PlainCache cache,
            Object key,
            Supplier<? extends @Nullable CompletableFuture<?>> call,
            UnaryOperator<@Nullable Object> unwrap,
            Supplier<@Nullable Supplier<? extends @Nullable CompletableFuture<?>>> again) {
        this.cache = cache;
        this.key = key;
        this.call = call;
        this.unwrap = unwrap;
        this.again = again;
    }

    @Override
    @SuppressWarnings("unchecked") // The value is only read.
    public CompletionStage<@Nullable Object> load() {
        try {
            CompletableFuture<?> value = call.get();
            return value == null
                    ? CompletableFuture.completedFuture(null)
                    : (CompletableFuture<@Nullable Object>) value;
        } catch (CacheOperationInvoker.ThrowableWrapper wrapper) {
            return CompletableFuture.failedFuture(wrapper.getOriginal());
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public @Nullable Object valueOf(@Nullable Object arrived) {
        return unwrap.apply(arrived);
    }

    @Override
    public boolean isFor(Slot slot) {
        return CallLoader.isStillFor(slot, cache, key);
    }

    @Override
    public @Nullable Loader forRefresh() {
        Supplier<? extends @Nullable CompletableFuture<?>> other = again.get();
        return other == null ? null : new LaterCallLoader(cache, key, other, unwrap, () -> null);
    }
}
