package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One write to the items of some keys, from before it is sent to DynamoDB until its outcome is known. Used by one thread, and
 * ended once.
 *
 * <p>In a {@link Consistency#FENCED} cache a fence is open at each key from the announcement of the write to its end. Nothing
 * is stored meanwhile, so a process that dies leaves no value from before its write.
 */
public final class Write {

    private final CacheCore cache;
    private final List<CacheKey> keys;
    private final String writer;
    private final Set<CacheKey> announced;

    /** A write without a fence. */
    Write(CacheCore cache, List<CacheKey> keys) {
        this(cache, keys, EntryStore.NO_WRITER, Set.of());
    }

    /**
     * A write behind fences.
     *
     * @param keys each once
     * @param announced the keys whose fence is known to be open
     */
    Write(CacheCore cache, List<CacheKey> keys, String writer, Set<CacheKey> announced) {
        this.cache = cache;
        this.keys = keys;
        this.writer = writer;
        this.announced = announced;
    }

    /** Opens fences. If the server does not answer in time, a fence may be open all the same, or open later. */
    static CompletableFuture<Write> behindFence(CacheCore cache, List<CacheKey> keys) {
        Ports ports = cache.ports();
        String writer = ports.nonces().writer();
        Fence fence = new Fence(writer, cache.settings().fence());
        return Bundle.<CacheKey, Void>answersWithin(
                        ports.budgets().call(), ports, keys, (store, key) -> store.begin(key, fence))
                .thenApply(begun -> new Write(cache, keys, writer, begun.keySet()));
    }

    String writer() {
        return writer;
    }

    /** {@return the keys, each once} */
    public List<CacheKey> keys() {
        return keys;
    }

    /** {@return whether the write was announced, so that it has to be ended even if nothing was written} */
    public boolean isFenced() {
        return !writer.isEmpty();
    }

    /**
     * The write has ended and its outcome is known: evicts the keys and ends the fences. Waits as
     * {@link ReadThroughCache#evict} does. If an announcement may arrive late, one more eviction is queued.
     *
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evict() {
        return CallerThread.run(this::evict);
    }

    /** The same without blocking any thread. The future never fails. */
    CompletableFuture<Boolean> evict(Executor executor) {
        return cache.outbox().evict(keys, writer, executor).thenApply(acknowledged -> {
            if (isFenced()) {
                notAnnounced().forEach(cache.outbox()::evictOnceMore);
            }
            return acknowledged;
        });
    }

    /**
     * The write threw or timed out, so it may still happen: evicts the keys, and leaves the fences open until they run out.
     * A key without a fence is evicted once more when a fence would have run out. Waits as {@link ReadThroughCache#evict}
     * does.
     *
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evictUnknown() {
        return CallerThread.run(this::evictUnknown);
    }

    /** The same without blocking any thread. The future never fails. */
    CompletableFuture<Boolean> evictUnknown(Executor executor) {
        return cache.outbox().evict(keys, EntryStore.NO_WRITER, executor).thenApply(acknowledged -> {
            Duration fence = cache.settings().fence();
            notAnnounced().forEach(key -> cache.outbox().evictLater(key, fence));
            return acknowledged;
        });
    }

    /** Whether a fence is known to be open at each key. */
    boolean isAnnounced() {
        return notAnnounced().isEmpty();
    }

    private List<CacheKey> notAnnounced() {
        return keys.stream().filter(key -> !announced.contains(key)).toList();
    }
}
