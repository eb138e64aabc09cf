package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.cache.OpenRead;
import io.github.dynamocached.cache.OpenReads;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheOperationInvoker.ThrowableWrapper;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * A cache as one operation of one call of a method sees it. Spring asks the same object that missed to store, whatever thread
 * it is on by then, and other operations have others. So what belongs to a miss is kept here and nowhere else.
 *
 * <p>A put that follows a miss of this cache is a reader's: it stores under the lease of the miss, or does nothing. Any other put
 * is a writer's, and evicts.
 */
final class OperationCache implements Cache {

    private static final Logger log = LoggerFactory.getLogger(OperationCache.class);

    private final PlainCache cache;
    private final CallFrame frame;
    private final MethodValues method;
    private @Nullable OpenRead miss;

    OperationCache(PlainCache cache, CallFrame frame, MethodValues method) {
        this.cache = cache;
        this.frame = frame;
        this.method = method;
    }

    @Override
    public String getName() {
        return cache.getName();
    }

    @Override
    public Object getNativeCache() {
        return cache.getNativeCache();
    }

    private MethodReads reads() {
        return cache.values().of(method);
    }

    @Override
    @SuppressWarnings("unchecked") // Spring's contract: what the method returns.
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        MethodReads reads = reads();
        Slot slot = reads.slotOf(cache.keyOf(key));
        CallLoader loader = new CallLoader(cache, key, valueLoader, frame::again);
        try {
            Object value = cache.isRead()
                    ? cache.cache().read(reads.operation(), slot, loader).value()
                    : cache.cache().bypass(loader).value();
            return value == null && method.isPrimitive() ? valueLoader.call() : (T) value;
        } catch (ThrowableWrapper wrapped) {
            throw new LoadFailedException(key, valueLoader, wrapped);
        } catch (Throwable failure) {
            throw new LoadFailedException(key, valueLoader, new ThrowableWrapper(failure));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // Spring's contract: what the method returns.
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        MethodReads reads = reads();
        Slot slot = reads.slotOf(cache.keyOf(key));
        LaterCallLoader loader = new LaterCallLoader(cache, key, valueLoader, method::unwrap, frame::againLater);
        if (!cache.isRead()) {
            return (CompletableFuture<T>) loader.load().toCompletableFuture();
        }
        return cache.cache().readAsync(reads.operation(), slot, loader, cache.executor(), outcome ->
                (T) method.wrap(outcome.value()));
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        frame.opens();
        MethodReads reads = reads();
        Slot slot = reads.slotOf(cache.keyOf(key));
        OpenReads open = cache.cache().openReads();
        return opened(
                cache.isRead()
                        ? open.open(reads.operation(), slot, new CallLoader(cache, key, () -> null, frame::again))
                        : open.without(reads.operation(), slot));
    }

    @Override
    public @Nullable <T> T get(Object key, @Nullable Class<T> type) {
        return cache.get(key, type);
    }

    @Override
    public CompletableFuture<?> retrieve(Object key) {
        frame.opens();
        MethodReads reads = reads();
        Slot slot = reads.slotOf(cache.keyOf(key));
        OpenReads open = cache.cache().openReads();
        if (!cache.isRead()) {
            return CompletableFuture.completedFuture(opened(open.without(reads.operation(), slot)));
        }
        LaterCallLoader loader = new LaterCallLoader(cache, key, () -> null, method::unwrap, frame::againLater);
        return open.openAsync(reads.operation(), slot, loader, cache.executor()).thenApply(this::opened);
    }

    private @Nullable ValueWrapper opened(OpenRead read) {
        Outcome hit = read.hit();
        if (hit != null) {
            return new SimpleValueWrapper(method.wrap(hit.value()));
        }
        synchronized (this) {
            miss = read;
        }
        frame.add(read);
        return null;
    }

    /** The miss that a put of this key follows, once. */
    private synchronized @Nullable OpenRead missOf(CacheKey key) {
        OpenRead before = miss;
        if (before == null || !before.slot().key().equals(key)) {
            return null;
        }
        miss = null;
        return before;
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        CacheKey own = cache.keyOf(key);
        OpenRead before = missOf(own);
        if (before == null) {
            evict(own);
            return;
        }
        frame.loaded(before, method.unwrap(value));
        if (mayWait()) {
            before.store();
        } else {
            CompletableFuture<?> unused = before.storeAsync();
        }
    }

    private boolean mayWait() {
        return !method.arrivesLater() && EventLoops.mayWaitOn(Thread.currentThread());
    }

    private void evict(CacheKey key) {
        cache.evict(key, !method.arrivesLater(), method.method());
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public void evict(Object key) {
        evict(cache.keyOf(key));
    }

    /** Before the method, so it is evicted again after it: somebody may store the old value between the two. */
    @Override
    public boolean evictIfPresent(Object key) {
        evictAlsoAfter(cache.keyOf(key));
        return false;
    }

    @Override
    public void clear() {
        evict(cache.everyKey());
    }

    @Override
    public boolean invalidate() {
        evictAlsoAfter(cache.everyKey());
        return false;
    }

    private void evictAlsoAfter(CacheKey key) {
        frame.evictAfter(() -> evict(key));
        try {
            evict(key);
        } catch (UnacknowledgedEvictionException queued) {
            // The eviction after the method decides. Until then this node bypasses the key.
            log.debug("An eviction before a method is pending", queued);
        }
    }

    @Override
    public String toString() {
        return method + " in " + cache;
    }
}
