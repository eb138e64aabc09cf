package io.github.dynamocached.eviction;

import io.github.dynamocached.CacheKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys whose eviction or put was acknowledged in the last minute. A primary that takes over may lack them, because
 * replication is asynchronous and a snapshot is older. Too many keys are replaced by one for all keys of the cache.
 */
public final class RecentEvictions {

    private static final long NANOS = Duration.ofMinutes(1).toNanos();

    private final CacheKey wholeCache;
    private final int capacity;
    private final Map<CacheKey, Long> moments = new LinkedHashMap<>();
    private final @Nullable ConcurrentMap<CacheKey, Long> forReads;
    private volatile boolean dropped;
    private volatile long latestDropped;

    /**
     * None.
     *
     * @param wholeCache stands for all keys of the cache
     * @param capacity how many keys there is room for
     * @param isAskedByReads whether reads ask for their keys, for which a second map is kept that takes no lock
     */
    public RecentEvictions(CacheKey wholeCache, int capacity, boolean isAskedByReads) {
        this.wholeCache = wholeCache;
        this.capacity = capacity;
        this.forReads = isAskedByReads ? new ConcurrentHashMap<>() : null;
    }

    /**
     * Whether a key is among them, or was perhaps among those for which there was no room. Takes no lock.
     *
     * @param key the key
     * @param now the moment, in nanoseconds
     * @return true as well if reads were not expected to ask
     */
    public boolean contains(CacheKey key, long now) {
        ConcurrentMap<CacheKey, Long> known = forReads;
        return known == null
                || isRecent(known.get(key), now)
                || isRecent(known.get(wholeCache), now)
                || (dropped && now - latestDropped <= NANOS);
    }

    private static boolean isRecent(@Nullable Long moment, long now) {
        return moment != null && now - moment <= NANOS;
    }

    /**
     * Adds a key.
     *
     * @param key the key
     * @param now the moment, in nanoseconds
     */
    public synchronized void add(CacheKey key, long now) {
        if (forReads != null) {
            forReads.put(key, now);
        }
        moments.remove(key);
        moments.put(key, now);
        forget(now);
        if (moments.size() > capacity) {
            Iterator<Map.Entry<CacheKey, Long>> all = moments.entrySet().iterator();
            Map.Entry<CacheKey, Long> oldest = all.next();
            latestDropped = oldest.getValue();
            dropped = true;
            remove(all, oldest);
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
        Iterator<Map.Entry<CacheKey, Long>> all = moments.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<CacheKey, Long> oldest = all.next();
            if (now - oldest.getValue() <= NANOS) {
                return;
            }
            remove(all, oldest);
        }
    }

    private void remove(Iterator<Map.Entry<CacheKey, Long>> all, Map.Entry<CacheKey, Long> oldest) {
        if (forReads != null) {
            forReads.remove(oldest.getKey());
        }
        all.remove();
    }
}
