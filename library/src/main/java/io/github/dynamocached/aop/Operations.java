package io.github.dynamocached.aop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written on a method.
 *
 * @param cached the read, null for none
 * @param evicts the evictions in order, empty for none
 * @param problems what cannot be read of it
 */
record Operations(@Nullable CachedOperation cached, List<EvictOperation> evicts, Problems problems) {

    boolean isEmpty() {
        return cached == null && evicts.isEmpty();
    }

    /** Where the first of them stands. */
    Place place() {
        return cached == null ? evicts.get(0).place() : cached.place();
    }

    /** The names of all caches, empty ones for those that cannot be read. */
    List<String> caches() {
        List<String> caches = new ArrayList<>();
        if (cached != null) {
            caches.add(cached.cache());
        }
        evicts.forEach(evict -> caches.add(evict.cache()));
        return caches;
    }
}
