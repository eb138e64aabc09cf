package io.github.dynamocached.eviction;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Warns of evictions that Redis did not acknowledge: of the first one, and of the first one after a success. All others are
 * logged at debug level. Used by many threads at once.
 */
public final class EvictionWarnings {

    private final Logger log;
    private final String cacheName;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * Warnings for the evictions from one place, or for all of a cache.
     *
     * @param log the logger of who evicts
     * @param cacheName the name of the cache
     */
    public EvictionWarnings(Logger log, String cacheName) {
        this.log = log;
        this.cacheName = cacheName;
    }

    /**
     * An eviction has ended.
     *
     * @param acknowledged whether Redis has acknowledged it in time
     * @param place names the method or the cache in log lines
     */
    public void note(boolean acknowledged, Object place) {
        if (acknowledged) {
            failing.setPlain(false);
        } else if (failing.compareAndSet(false, true)) {
            log.warn(
                    "{}: Redis did not acknowledge an eviction from cache '{}'. It is queued and retried. Until it"
                            + " succeeds, other nodes may return the old value. Further failures are logged at debug level"
                            + " until one succeeds.",
                    place,
                    cacheName);
        } else {
            log.debug("{}: Redis did not acknowledge an eviction from cache '{}'", place, cacheName);
        }
    }
}
