package io.github.dynamocached.eviction;

import io.github.dynamocached.CacheKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys whose eviction or put was acknowledged in the last minute. A primary that takes over may lack them, because
 * replication is asynchronous and a snapshot is older. Too many keys are replaced by one for all keys of the cache.
 */
public final class RecentEvictions {

    private static final long NANOS = Duration.ofMinutes(1).toNanos();

    private final CacheKey wholeCache;
    private final int capacity;
    private final Map<CacheKey, Long> moments = new LinkedHashMap<>();
    private boolean dropped;
    private long latestDropped;

    /**
     * None.
     *
     * @param wholeCache stands for all keys of the cache
     * @param capacity how many keys there is room for
     */
    public RecentEvictions(CacheKey wholeCache, int capacity) {
        this.wholeCache = wholeCache;
        this.capacity = capacity;
    }

    /**
     * Adds a key.
     *
     * @param key the key
     * @param now the moment, in nanoseconds
     */
    public synchronized void add(CacheKey key, long now) {
        moments.remove(key);
        moments.put(key, now);
        forget(now);
        if (moments.size() > capacity) {
            Iterator<Long> oldest = moments.values().iterator();
            latestDropped = oldest.next();
            dropped = true;
            oldest.remove();
        }
    }

    /**
     * The keys, or the one that stands for all.
     *
     * @param now the moment, in nanoseconds
     * @return the keys
     */
    public synchronized List<CacheKey> all(long now) {
        forget(now);
        return dropped ? List.of(wholeCache) : List.copyOf(moments.keySet());
    }

    private void forget(long now) {
        dropped = dropped && now - latestDropped <= NANOS;
        Iterator<Long> oldest = moments.values().iterator();
        while (oldest.hasNext() && now - oldest.next() > NANOS) {
            oldest.remove();
        }
    }
}
