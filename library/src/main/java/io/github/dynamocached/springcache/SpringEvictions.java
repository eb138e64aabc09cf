package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.eviction.EvictionWarnings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evictions of one cache through Spring's abstraction. Those on a thread that must not wait are owed: reads of the key on
 * this node bypass the cache until Redis has acknowledged them.
 */
final class SpringEvictions {

    private static final Logger log = LoggerFactory.getLogger(SpringEvictions.class);

    private final ReadThroughCache cache;
    private final EvictionWarnings warnings;

    SpringEvictions(ReadThroughCache cache) {
        this.cache = cache;
        this.warnings = new EvictionWarnings(log, cache.settings().name());
    }

    /**
     * Evicts a key now, and once more when the transaction of this thread is completed.
     *
     * @param mayWait whether this thread may wait for the acknowledgement
     * @param place names the method or the cache in messages
     * @throws UnacknowledgedEvictionException if Redis did not acknowledge it and the cache throws then
     */
    void evict(CacheKey key, boolean mayWait, String place) {
        List<CacheKey> keys = List.of(key);
        boolean acknowledged = true;
        if (mayWait) {
            acknowledged = cache.evict(keys);
            warnings.note(acknowledged, place);
        } else {
            cache.owe(keys);
        }
        AfterTransaction.evictAgain(cache, key);
        if (!acknowledged && cache.settings().onEvictFailure() == OnEvictFailure.THROW) {
            throw new UnacknowledgedEvictionException(place, cache.settings().name());
        }
    }
}
