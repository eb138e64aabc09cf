package io.github.dynamocached.aop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written on a method.
 *
 * @param cached the read, null for none
 * @param puts the puts in order, empty for none
 * @param evicts the evictions in order, empty for none
 * @param problems what cannot be read of it
 */
record Operations(
        @Nullable CachedOperation cached, List<CachedOperation> puts, List<EvictOperation> evicts, Problems problems) {

    boolean isEmpty() {
        return cached == null && puts.isEmpty() && evicts.isEmpty();
    }

    /** Where the first of them stands. */
    Place place() {
        if (cached != null) {
            return cached.place();
        }
        return puts.isEmpty() ? evicts.get(0).place() : puts.get(0).place();
    }

    /** The names of all caches, empty ones for those that cannot be read. */
    List<String> caches() {
        List<String> caches = new ArrayList<>();
        if (cached != null) {
            caches.add(cached.cache());
        }
        puts.forEach(put -> caches.add(put.cache()));
        evicts.forEach(evict -> caches.add(evict.cache()));
        return caches;
    }
}
