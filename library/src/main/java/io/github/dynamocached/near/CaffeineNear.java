package io.github.dynamocached.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.store.NearEntries;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a node by Caffeine: one budget of bytes for all near caches. What is read often stays, what is read once goes
 * (W-TinyLFU), so one cache with many keys does not displace the others.
 */
public final class CaffeineNear implements NearEntries {

    private static final long LEAST = 1024L * 1024;

    private final Cache<CacheKey, Kept> cache;
    private final ConcurrentMap<CacheKey, Kept> entries;
    private final LongAdder displaced = new LongAdder();

    /**
     * An empty memory.
     *
     * @param maxBytes how much of the heap it takes at most, roughly; at least 1 MB
     * @throws RefusedSettingException if it is less
     */
    public CaffeineNear(long maxBytes) {
        if (maxBytes < LEAST) {
            throw new RefusedSettingException("", "near.max-size", maxBytes + "B", "a size of 1MB or more");
        }
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((CacheKey key, Kept kept) -> kept.weight())
                .evictionListener((key, kept, cause) -> displaced.increment())
                .build();
        this.entries = cache.asMap();
    }

    @Override
    public @Nullable Kept get(CacheKey key) {
        return cache.getIfPresent(key);
    }

    @Override
    public void change(CacheKey key, UnaryOperator<@Nullable Kept> change) {
        Kept unused = entries.compute(key, (same, before) -> change.apply(before));
    }

    @Override
    public void remove(CacheKey key) {
        Kept unused = entries.remove(key);
    }

    @Override
    public long bytes() {
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    @Override
    public long keys() {
        return cache.estimatedSize();
    }

    @Override
    public long displaced() {
        return displaced.sum();
    }

    @Override
    public String toString() {
        return "near memory of " + keys() + " keys";
    }
}
