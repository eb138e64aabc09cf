package io.github.dynamocached.cache;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One write to what some keys hold, from before it is sent to DynamoDB until it is known what became of it. Used by one
 * thread, and ended once.
 *
 * <p>In a {@link Consistency#FENCED} cache a fence is open at each key from its announcement to its end. Nothing is stored
 * behind a fence, so a writer that dies has left nothing that is older than its write.
 */
public final class Write {

    private final ReadThroughCache cache;
    private final List<CacheKey> keys;
    private final String writer;
    private final Set<CacheKey> announced;

    /** A write without a fence. */
    Write(ReadThroughCache cache, List<CacheKey> keys) {
        this(cache, keys, EntryStore.NO_WRITER, Set.of());
    }

    /**
     * A write behind fences.
     *
     * @param keys each once
     * @param announced the keys whose fence is known to be open
     */
    Write(ReadThroughCache cache, List<CacheKey> keys, String writer, Set<CacheKey> announced) {
        this.cache = cache;
        this.keys = keys;
        this.writer = writer;
        this.announced = announced;
    }

    /** Opens fences. Where the server does not answer in time, one may be open all the same, or open late. */
    static Write behindFence(ReadThroughCache cache, List<CacheKey> keys, Ports ports) {
        String writer = ports.nonces().writer();
        Fence fence = new Fence(writer, cache.settings().fence());
        Map<CacheKey, Void> begun = Bundle.answers(
                ports.store(),
                keys,
                (store, key) -> store.begin(key, fence),
                ports.budgets().call());
        return new Write(cache, keys, writer, begun.keySet());
    }

    String writer() {
        return writer;
    }

    /**
     * What is written.
     *
     * @return the keys, each once
     */
    public List<CacheKey> keys() {
        return keys;
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
     * The write has ended, and what became of it is known: evicts the keys and ends the fences. Waits as
     * {@link ReadThroughCache#evict} does. Where an announcement may come late, one more eviction is queued.
     *
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evict() {
        boolean acknowledged = cache.evict(keys, writer);
        if (isFenced()) {
            notAnnounced().forEach(cache::evictOnceMore);
        }
        return acknowledged;
    }

    /**
     * The write threw or timed out, so it may have happened or still happen: evicts the keys, and leaves the fences open
     * until they run out. Without a fence a key is evicted once more when one would have run out. Waits as
     * {@link ReadThroughCache#evict} does.
     *
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evictUnknown() {
        boolean acknowledged = cache.evict(keys, EntryStore.NO_WRITER);
        notAnnounced().forEach(key -> cache.evictLater(key, cache.settings().fence()));
        return acknowledged;
    }

    private List<CacheKey> notAnnounced() {
        return keys.stream().filter(key -> !announced.contains(key)).toList();
    }
}
