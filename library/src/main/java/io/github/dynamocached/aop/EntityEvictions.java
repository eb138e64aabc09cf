package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The evictions whose key is that of an entity, or made of its attributes. A read of the same entity has to keep it under a
 * key that each method which writes it evicts: a read by {@code #id} and an eviction by a partition key {@code USER#<id>},
 * or by {@code #user.name}, have keys of one shape, and never meet.
 */
final class EntityEvictions {

    private final ConcurrentMap<Evicted, Map<String, List<Eviction>>> methods = new ConcurrentHashMap<>();

    private record Evicted(String cache, Class<?> entity) {}

    /** @param attributes makes the key of an entity, null for the entity's own key */
    private record Eviction(Place place, @Nullable EntityExpression attributes) {

        boolean reaches(CacheKey key, Object entity, boolean isOwnKey) {
            return attributes == null ? isOwnKey : attributes.mayGive(key, entity);
        }

        String problem() {
            return attributes == null
                    ? "the key of the entry is not that of the entity in it, which " + place
                            + " evicts. Write the key as the entity has it, for example \"'USER#' + #id\" for such a"
                            + " partition key, or write the key of the read on the eviction."
                    : "the key of the entry is not what " + place
                            + " makes of the entity in it, so it would not be evicted. Write the key of the read on the"
                            + " eviction, beside the one that is there if other entries have that.";
        }
    }

    /** Adds one by the own key of an entity. */
    void add(String cache, Class<?> entity, Place place) {
        add(cache, entity, new Eviction(place, null));
    }

    /** Adds one by attributes of an entity. */
    void add(String cache, EntityExpression attributes, Place place) {
        add(cache, attributes.entity(), new Eviction(place, attributes));
    }

    private void add(String cache, Class<?> entity, Eviction eviction) {
        methods.computeIfAbsent(new Evicted(cache, entity), unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(eviction.place().method(), unused -> new CopyOnWriteArrayList<>())
                .add(eviction);
    }

    /** What is wrong with an entity under a key, null if nothing is: some method that writes the entity does not evict it. */
    @Nullable
    String problemOf(CacheKey key, Object value, boolean isOwnKey) {
        Map<String, List<Eviction>> writing = methods.get(new Evicted(key.cacheName(), value.getClass()));
        return writing == null
                ? null
                : writing.values().stream()
                        .filter(evictions ->
                                evictions.stream().noneMatch(eviction -> eviction.reaches(key, value, isOwnKey)))
                        .map(evictions -> evictions.get(0).problem())
                        .sorted()
                        .findFirst()
                        .orElse(null);
    }
}
