package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ReadThroughCache;
import org.jspecify.annotations.Nullable;

/**
 * What code has given as the key of an entry, and what it was then.
 *
 * @param cache the cache of the entry
 * @param given the parts, which may be objects that code goes on to change
 * @param key their key when the entry was made
 */
@SuppressWarnings("ArrayRecordComponent")
record EntryParts(ReadThroughCache cache, @Nullable Object @Nullable [] given, CacheKey key) {

    static EntryParts of(CachesInCode caches, ReadThroughCache cache, @Nullable Object @Nullable [] given) {
        return new EntryParts(cache, given, caches.key(cache, given));
    }

    /** Whether the parts still make the same key. */
    boolean areStill(CachesInCode caches) {
        try {
            return caches.key(cache, given).equals(key);
        } catch (RuntimeException | Error noKey) {
            return false;
        }
    }
}
