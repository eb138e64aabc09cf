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

    Write(ReadThroughCache cache, CacheKey key, String writer) {
        this.cache = cache;
        this.key = key;
        this.writer = writer;
    }

    /** Opens a fence. Where the server does not answer in time, the fence may be open all the same, or open late. */
    static Write behindFence(ReadThroughCache cache, CacheKey key, Ports ports) {
        String writer = ports.nonces().nonce(ports.nonces().next());
        Fence fence = new Fence(writer, cache.settings().fence());
        CompletableFuture<Void> begin = Ports.sent(() -> ports.store().begin(key, fence));
        boolean unused = TimedWait.succeeds(begin, ports.budgets().call());
        return new Write(cache, key, writer);
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
     * {@link ReadThroughCache#evict} does.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evict() {
        return cache.evict(key, writer);
    }

    /**
     * The write threw or timed out, so it may have happened or still happen: evicts the key, and leaves the fence open
     * until it runs out. Waits as {@link ReadThroughCache#evict} does.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evictUnknown() {
        return cache.evict(key, EntryStore.NO_WRITER);
    }
}
