package io.github.dynamocached.aop;

import io.github.dynamocached.cache.ReadThroughCache;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What code reads of a cache.
 *
 * @param cache the cache
 * @param type the type of the values
 * @param ttl the time to live, null for what methods say that share the entries, and else the cache
 * @param window the stale window, null for the same
 */
record TypedRead(
        ReadThroughCache cache,
        Type type,
        @Nullable Duration ttl,
        @Nullable Duration window) {

    /** What messages call it. */
    String place() {
        return "DynamoCaches: " + this;
    }

    @Override
    public String toString() {
        return "cache '" + cache.settings().name() + "' of " + type.getTypeName();
    }
}
