package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.OutboxState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one cache with a pending eviction, each once, in the order in which they are retried.
 *
 * <p>Every addition has a generation, counted over all keys. An acknowledgement names the generation that was current when
 * its eviction was sent, and clears only what was added until then. A later eviction may have failed while the answer to the
 * earlier one was under way, and that answer says nothing about the later write.
 *
 * <p>The capacity is limited. A key that does not fit is replaced by one for all keys of the cache, so nothing is forgotten.
 */
class PoisonedKeys {

    private static final Logger log = LoggerFactory.getLogger(PoisonedKeys.class);

    private final CacheKey wholeCache;
    private final int capacity;
    private final Map<CacheKey, Item> items = new LinkedHashMap<>();
    private volatile long generation;
    private volatile boolean any;

    /** An eviction that is to be tried, with the generation that its acknowledgement clears. */
    record Attempt(CacheKey key, long generation) {}

    private static final class Item {
        private final long since;
        private long generation;
        private boolean underWay;

        Item(long since) {
            this.since = since;
        }
    }

    /**
     * No keys.
     *
     * @param wholeCache stands for all keys of the cache
     * @param capacity how many keys there is room for
     */
    PoisonedKeys(CacheKey wholeCache, int capacity) {
        this.wholeCache = wholeCache;
        this.capacity = capacity;
    }

    /** The generation of the latest addition, to be asked for before an eviction is sent. */
    long generation() {
        return generation;
    }

    /**
     * No eviction that was sent before now clears anything, because the server that acknowledged it may be gone.
     *
     * @return the generation from which on evictions count
     */
    synchronized long renew() {
        generation++;
        items.values().forEach(item -> item.generation = generation);
        return generation;
    }

    /** Whether a key is poisoned. Reads only one field while none is. */
    boolean contains(CacheKey key) {
        return any && holds(key);
    }

    boolean isEmpty() {
        return !any;
    }

    private synchronized boolean holds(CacheKey key) {
        return items.containsKey(key) || items.containsKey(wholeCache);
    }

    synchronized void add(CacheKey key, long now) {
        boolean fits = items.size() < capacity || items.containsKey(key);
        if (!fits && !items.containsKey(wholeCache)) {
            log.error(
                    "Cache '{}': {} evictions are pending, and there is no room for more. On this node all reads of the cache"
                            + " bypass it until Redis has acknowledged the eviction of all its entries. Check why Redis does"
                            + " not acknowledge evictions.",
                    wholeCache.cacheName(),
                    items.size());
        }
        Item item = items.computeIfAbsent(fits ? key : wholeCache, added -> new Item(now));
        item.generation = generation + 1;
        generation = item.generation;
        any = true;
    }

    /** Clears what an eviction covers that was sent when the given generation was current. */
    synchronized void acknowledged(CacheKey key, long sent) {
        if (key.equals(wholeCache)) {
            items.values().removeIf(item -> item.generation <= sent);
        } else {
            items.computeIfPresent(key, (same, item) -> item.generation <= sent ? null : item);
        }
        any = !items.isEmpty();
    }

    /** The next key to be tried, null if all are under way. */
    synchronized @Nullable Attempt next() {
        for (Map.Entry<CacheKey, Item> entry : items.entrySet()) {
            if (!entry.getValue().underWay) {
                entry.getValue().underWay = true;
                return new Attempt(entry.getKey(), generation);
            }
        }
        return null;
    }

    /** Ends an attempt. A key that is still there comes after all others. */
    synchronized void ended(Attempt attempt) {
        Item item = items.remove(attempt.key);
        if (item != null) {
            item.underWay = false;
            items.put(attempt.key, item);
        }
    }

    synchronized OutboxState state(long now, int later) {
        long oldest = 0;
        for (Item item : items.values()) {
            oldest = Math.max(oldest, now - item.since);
        }
        return new OutboxState(items.size(), later, Duration.ofNanos(oldest), items.containsKey(wholeCache));
    }
}
