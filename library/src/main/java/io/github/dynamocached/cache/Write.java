package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;

/**
 * One write to what a key holds, from before it is sent to DynamoDB until it is known what became of it. Used by one
 * thread, and ended once.
 *
 * <p>In a {@link Consistency#FENCED} cache a fence is open from its announcement to its end. Nothing is stored behind a
 * fence, so a writer that dies has left nothing that is older than its write.
 */
public final class Write {

    private final ReadThroughCache cache;
    private final CacheKey key;
    private final String writer;
    private final boolean announced;

    /** A write without a fence. */
    Write(ReadThroughCache cache, CacheKey key) {
        this(cache, key, EntryStore.NO_WRITER, false);
    }

    /**
     * A write behind a fence.
     *
     * @param announced whether the fence is known to be open
     */
    Write(ReadThroughCache cache, CacheKey key, String writer, boolean announced) {
        this.cache = cache;
        this.key = key;
        this.writer = writer;
        this.announced = announced;
    }

    /** Opens a fence. Where the server does not answer in time, the fence may be open all the same, or open late. */
    static Write behindFence(ReadThroughCache cache, CacheKey key, Ports ports) {
        String writer = ports.nonces().writer();
        Fence fence = new Fence(writer, cache.settings().fence());
        CompletableFuture<Void> begin = Ports.sent(() -> ports.store().begin(key, fence));
        return new Write(
                cache, key, writer, TimedWait.succeeds(begin, ports.budgets().call()));
    }

    String writer() {
        return writer;
    }

    /**
     * What is written.
     *
     * @return the key
     */
    public CacheKey key() {
        return key;
    }

    /**
     * Whether the write was announced, so that it has to be ended even if it has written nothing.
     *
     * @return false in a cache without fences
     */
    public boolean isFenced() {
        return !writer.isEmpty();
    }

    /**
     * The write has ended, and what became of it is known: evicts the key and ends the fence. Waits as
     * {@link ReadThroughCache#evict} does. Where the announcement may come late, one more eviction is queued.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evict() {
        boolean acknowledged = cache.evict(key, writer);
        if (isFenced() && !announced) {
            cache.evictOnceMore(key);
        }
        return acknowledged;
    }

    /**
     * The write threw or timed out, so it may have happened or still happen: evicts the key, and leaves the fence open
     * until it runs out. Without a fence the key is evicted once more when a fence would have run out. Waits as
     * {@link ReadThroughCache#evict} does.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evictUnknown() {
        boolean acknowledged = cache.evict(key, EntryStore.NO_WRITER);
        if (!announced) {
            cache.evictLater(key, cache.settings().fence());
        }
        return acknowledged;
    }
}
