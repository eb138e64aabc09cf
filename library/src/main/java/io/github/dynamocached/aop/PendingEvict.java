package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * An eviction that waits for the end of its method.
 *
 * @param evict what evicts
 * @param key the key, null if it needs the result
 * @param condition what remains to be asked, null for nothing
 */
record PendingEvict(
        CachedEvict evict, @Nullable CacheKey key, @Nullable Condition condition) {

    /**
     * Evicts after the method has returned.
     *
     * @throws MisuseException if an expression fails
     */
    void afterReturn(Call call) {
        if (condition == null || condition.holds(call)) {
            evict.evict(key == null ? evict.keyFor(call) : key);
        }
    }

    /** Evicts after the method threw: it may have written before, or its write may still land. */
    void afterThrow() {
        if (key == null) {
            evict.warnOfUnknownKey();
        } else {
            evict.evict(key);
        }
    }
}
