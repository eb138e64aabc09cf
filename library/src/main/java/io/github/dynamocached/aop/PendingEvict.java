package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.UnacknowledgedEvictionException;
import io.github.dynamocached.cache.Write;
import org.jspecify.annotations.Nullable;

/** An eviction that waits for the end of its method. Used by the thread of the caller alone. */
final class PendingEvict {

    private final CachedEvict evict;
    private final @Nullable CacheKey key;
    private final @Nullable Condition condition;
    private @Nullable Write write;

    /**
     * An eviction.
     *
     * @param evict what evicts
     * @param key the key, null if it needs the result
     * @param condition what remains to be asked, null for nothing
     */
    PendingEvict(CachedEvict evict, @Nullable CacheKey key, @Nullable Condition condition) {
        this.evict = evict;
        this.key = key;
        this.condition = condition;
    }

    /** Says that the method is about to be called. */
    void announce() {
        if (key != null) {
            write = evict.begin(key);
        }
    }

    /**
     * Evicts after the method has returned. What is announced is ended, also where nothing is to be evicted.
     *
     * @throws MisuseException if an expression fails
     * @throws UnacknowledgedEvictionException if Redis did not acknowledge the eviction and the cache is to say so
     */
    void afterReturn(Call call) {
        boolean evicts = condition == null || condition.holds(call);
        Write announced = write;
        if (announced == null && evicts) {
            evict.end(evict.begin(evict.keyFor(call)));
        } else if (announced != null && (evicts || announced.isFenced())) {
            evict.end(announced);
        }
    }

    /** Evicts after the method threw: it may have written before, or its write may still land. */
    void afterThrow() {
        if (write == null) {
            evict.warnOfUnknownKey();
        } else {
            evict.endUnknown(write);
        }
    }
}
