package io.github.dynamocached.eviction;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.OutboxState;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one cache whose eviction is not acknowledged, each once, and in which order they are retried. For most of them
 * an eviction has failed, so they are pending. For the others one is under way, and nobody waits for it.
 *
 * <p>Every addition has a generation, counted over all keys. An acknowledgement names the generation that was current when
 * its eviction was sent, and clears only what was added until then. A later eviction may have failed while the answer to the
 * earlier one was under way, and that answer says nothing about the later write.
 *
 * <p>The capacity is limited. A key that does not fit is replaced by one for all keys of the cache, so nothing is forgotten.
 */
public class PoisonedKeys {

    private static final Logger log = LoggerFactory.getLogger(PoisonedKeys.class);

    private final CacheKey wholeCache;
    private final int capacity;
    private final Map<CacheKey, Item> items = new ConcurrentHashMap<>();
    private final Map<CacheKey, Item> waiting = new LinkedHashMap<>();
    private volatile long generation;
    private volatile long replays;
    private volatile boolean any;

    /**
     * An eviction that is sent.
     *
     * @param key the key, or the one that stands for all
     * @param generation what its acknowledgement clears
     * @param item what it was sent for, null if there was no room for its key
     */
    public record Attempt(
            CacheKey key, long generation, @Nullable Item item) {}

    /** One key. Guarded by the lock of all. */
    static final class Item {
        private final long since;
        private long generation;
        private int underWay;
        private boolean pending;

        private Item(long since) {
            this.since = since;
        }
    }

    /**
     * No keys.
     *
     * @param wholeCache stands for all keys of the cache
     * @param capacity how many keys there is room for
     */
    public PoisonedKeys(CacheKey wholeCache, int capacity) {
        this.wholeCache = wholeCache;
        this.capacity = capacity;
    }

    /**
     * The generation of the latest addition, to be asked for before an eviction is sent.
     *
     * @return the generation
     */
    public long generation() {
        return generation;
    }

    /**
     * No eviction that was sent before now clears anything, because the server that acknowledged it may be gone.
     *
     * @return the generation from which on evictions count
     */
    public synchronized long renew() {
        generation++;
        items.values().forEach(item -> item.generation = generation);
        return generation;
    }

    /**
     * How often recent evictions were sent once more, because another primary may lack them.
     *
     * @return the number
     */
    public long replays() {
        return replays;
    }

    /** Recent evictions are sent once more. All of their keys are poisoned, or were since the primary is known. */
    public synchronized void replayed() {
        replays++;
    }

    /**
     * Whether a key is poisoned. Takes no lock, and reads only one field while no key is.
     *
     * @param key the key
     * @return true if it is poisoned
     */
    public boolean contains(CacheKey key) {
        return any && (items.containsKey(key) || items.containsKey(wholeCache));
    }

    /**
     * Whether no key is poisoned.
     *
     * @return true if none is
     */
    public boolean isEmpty() {
        return !any;
    }

    /** Adds a key whose eviction is pending. */
    synchronized void add(CacheKey key, long now) {
        poison(key, now).pending = true;
    }

    /** Adds a key whose eviction is sent at once by the caller, who ends the attempt. Nobody else sends it meanwhile. */
    synchronized Attempt owe(CacheKey key, long now) {
        Item poisoned = poison(key, now);
        Item own = items.get(key);
        if (own == null) {
            poisoned.pending = true;
        } else {
            own.underWay++;
            waiting.remove(key);
        }
        return new Attempt(key, generation, own);
    }

    /** Adds all keys of the cache. Null if they are being evicted: then the next eviction follows. */
    synchronized @Nullable Attempt oweAll(long now) {
        return poison(wholeCache, now).underWay == 0 ? owe(wholeCache, now) : null;
    }

    private Item poison(CacheKey key, long now) {
        boolean fits = items.size() < capacity || items.containsKey(key);
        if (!fits && !items.containsKey(wholeCache)) {
            log.error(
                    "Cache '{}': {} evictions are pending, and there is no room for more. On this node all reads of the cache"
                            + " bypass it until Redis has acknowledged the eviction of all its entries. Check why Redis does"
                            + " not acknowledge evictions.",
                    wholeCache.cacheName(),
                    items.size());
        }
        CacheKey added = fits ? key : wholeCache;
        Item item = items.computeIfAbsent(added, absent -> new Item(now));
        item.generation = generation + 1;
        generation = item.generation;
        if (item.underWay == 0) {
            waiting.putIfAbsent(added, item);
        }
        any = true;
        return item;
    }

    /**
     * Clears what an eviction covers that was sent when the given generation was current.
     *
     * @param key the key, or the one that stands for all
     * @param sent the generation
     */
    public synchronized void acknowledged(CacheKey key, long sent) {
        if (key.equals(wholeCache)) {
            items.values().removeIf(item -> item.generation <= sent);
            waiting.values().removeIf(item -> item.generation <= sent);
        } else {
            Item item = items.get(key);
            if (item != null && item.generation <= sent) {
                items.remove(key);
                waiting.remove(key);
            }
        }
        any = !items.isEmpty();
    }

    /** The next key to be tried, null if all are under way. */
    synchronized @Nullable Attempt next() {
        Iterator<Map.Entry<CacheKey, Item>> first = waiting.entrySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        Map.Entry<CacheKey, Item> entry = first.next();
        first.remove();
        entry.getValue().underWay++;
        return new Attempt(entry.getKey(), generation, entry.getValue());
    }

    /** Ends an attempt. A key that is still there comes after all others. */
    synchronized void ended(Attempt attempt, boolean acknowledged) {
        Item item = attempt.item;
        if (item == null || items.get(attempt.key) != item) {
            return;
        }
        item.underWay--;
        item.pending |= !acknowledged;
        if (item.underWay == 0) {
            waiting.put(attempt.key, item);
        }
    }

    /**
     * How many keys there are, pending or not.
     *
     * @return the number
     */
    public int size() {
        return items.size();
    }

    /**
     * How many keys are pending, and since when.
     *
     * @param now the moment
     * @param later how many evictions are due later
     * @return the state
     */
    public synchronized OutboxState state(long now, int later) {
        int pending = 0;
        long oldest = 0;
        for (Item item : items.values()) {
            if (item.pending) {
                pending++;
                oldest = Math.max(oldest, now - item.since);
            }
        }
        return new OutboxState(pending, later, Duration.ofNanos(oldest), items.containsKey(wholeCache));
    }
}
