package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ReadThroughCache;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * A cache as code gets it from the manager, which knows no method and no call. {@link #get(Object, Callable)} loads under a
 * lease. {@link #put} evicts: nothing was announced before the write, so nobody knows whether the value is still right.
 */
final class PlainCache implements Cache {

    private final ReadThroughCache cache;
    private final CacheValues values;
    private final SpringKeys keys;
    private final SpringEvictions evictions;
    private final Executor executor;
    private final boolean isRead;
    private final String place;

    PlainCache(
            ReadThroughCache cache,
            CacheValues values,
            SpringKeys keys,
            SpringEvictions evictions,
            Executor executor,
            boolean isRead) {
        this.cache = cache;
        this.values = values;
        this.keys = keys;
        this.evictions = evictions;
        this.executor = executor;
        this.isRead = isRead;
        this.place = "Spring cache '" + cache.settings().name() + "'";
    }

    ReadThroughCache cache() {
        return cache;
    }

    CacheValues values() {
        return values;
    }

    Executor executor() {
        return executor;
    }

    /** Whether reads use the cache at all. */
    boolean isRead() {
        return isRead;
    }

    /**
     * The key of an entry.
     *
     * @throws IllegalArgumentException if the key has a type that cannot be part of a key; the message names the type
     */
    CacheKey keyOf(Object key) {
        return keys.keyOf(cache.settings().name(), key);
    }

    CacheKey everyKey() {
        return CacheKey.everyKeyOf(cache.settings().name());
    }

    /** Evicts, and waits for it if the call may and the thread may. */
    void evict(CacheKey key, boolean mayWait, String method) {
        evictions.evict(key, mayWait && EventLoops.mayWaitOn(Thread.currentThread()), method);
    }

    @Override
    public String getName() {
        return cache.settings().name();
    }

    @Override
    public Object getNativeCache() {
        return cache;
    }

    /** Looks for the value of each method that reads this cache, and for one that was loaded here. */
    @Override
    public @Nullable ValueWrapper get(Object key) {
        CacheKey own = keyOf(key);
        for (MethodReads reads : isRead ? values.known() : List.<MethodReads>of()) {
            Outcome found = cache.openReads().peek(reads.operation(), reads.slotOf(own));
            if (found != null) {
                return new SimpleValueWrapper(found.value());
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings("unchecked") // Checked by the class.
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        ValueWrapper found = get(key);
        Object value = found == null ? null : found.get();
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException("The value in " + place + " is a "
                    + value.getClass().getName() + ", and not a " + type.getName() + ".");
        }
        return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked") // Spring's contract.
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        MethodReads reads = values.ofAnyType();
        CallLoader loader = new CallLoader(this, key, valueLoader, () -> null);
        try {
            Outcome outcome =
                    isRead ? cache.read(reads.operation(), reads.slotOf(keyOf(key)), loader) : cache.bypass(loader);
            return (T) outcome.value();
        } catch (IllegalArgumentException refused) {
            throw loader.wasCalled() ? new LoadFailedException(key, valueLoader, refused) : refused;
        } catch (Throwable failure) {
            throw new LoadFailedException(key, valueLoader, failure);
        }
    }

    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        return CompletableFuture.supplyAsync(() -> get(key), executor);
    }

    @Override
    @SuppressWarnings("unchecked") // Spring's contract.
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        MethodReads reads = values.ofAnyType();
        LaterCallLoader loader = new LaterCallLoader(this, key, valueLoader, value -> value, () -> null);
        if (!isRead) {
            return (CompletableFuture<T>) loader.load().toCompletableFuture();
        }
        return cache.readAsync(
                reads.operation(), reads.slotOf(keyOf(key)), loader, executor, outcome -> (T) outcome.value());
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        evict(key);
    }

    /** Evicts if nothing is there. */
    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        ValueWrapper found = get(key);
        if (found == null) {
            evict(key);
        }
        return found;
    }

    @Override
    public void evict(Object key) {
        evict(keyOf(key), true, place);
    }

    /** {@return false, because it is not known} */
    @Override
    public boolean evictIfPresent(Object key) {
        evict(key);
        return false;
    }

    @Override
    public void clear() {
        evict(everyKey(), true, place);
    }

    /** {@return false, because it is not known} */
    @Override
    public boolean invalidate() {
        clear();
        return false;
    }

    @Override
    public String toString() {
        return place;
    }
}
