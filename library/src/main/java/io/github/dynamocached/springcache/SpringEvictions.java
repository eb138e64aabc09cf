package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.cache.ReadThroughCache;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evictions of one cache through Spring's abstraction. Those on a thread that must not wait are owed: reads of the key on
 * this node bypass the cache until Redis has acknowledged them.
 */
final class SpringEvictions {

    private static final Logger log = LoggerFactory.getLogger(SpringEvictions.class);

    private final ReadThroughCache cache;
    private final AtomicBoolean failing = new AtomicBoolean();

    SpringEvictions(ReadThroughCache cache) {
        this.cache = cache;
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
            note(acknowledged, place);
        } else {
            cache.owe(keys);
        }
        AfterTransaction.evictAgain(cache, key);
        if (!acknowledged && cache.settings().onEvictFailure() == OnEvictFailure.THROW) {
            throw new UnacknowledgedEvictionException(place, cache.settings().name());
        }
    }

    /** Warns of the first failure, and of the first one after a success. */
    private void note(boolean acknowledged, String place) {
        if (acknowledged) {
            failing.setPlain(false);
        } else if (failing.compareAndSet(false, true)) {
            log.warn(
                    "{}: Redis did not acknowledge an eviction from cache '{}'. It is queued and retried. Until it"
                            + " succeeds, other nodes may return the old value. Further failures are logged at debug level"
                            + " until one succeeds.",
                    place,
                    cache.settings().name());
        } else {
            log.debug(
                    "{}: Redis did not acknowledge an eviction from cache '{}'",
                    place,
                    cache.settings().name());
        }
    }
}
