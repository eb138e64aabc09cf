package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The evictions whose key is that of an entity. A read of the same entity has to keep it under that very key: a read by
 * {@code #id} and an eviction by a partition key {@code USER#<id>} have keys of one shape, and never meet.
 */
final class EntityEvictions {

    private final ConcurrentMap<Evicted, Place> places = new ConcurrentHashMap<>();

    private record Evicted(String cache, Class<?> entity) {}

    void add(String cache, Class<?> entity, Place place) {
        places.putIfAbsent(new Evicted(cache, entity), place);
    }

    /** What is wrong with an entity under a key, null if nothing is or nobody evicts it by its own key. */
    @Nullable
    String problemOf(CacheKey key, Object value, boolean isOwnKey) {
        Place place = places.get(new Evicted(key.cacheName(), value.getClass()));
        return place == null || isOwnKey
                ? null
                : "the key of the entry is not that of the entity in it, which " + place
                        + " evicts. Write the key as the entity has it, for example \"'USER#' + #id\" for such a partition"
                        + " key, or write the key of the read on the eviction.";
    }
}
