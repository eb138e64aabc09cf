package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.Missing;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a method as they are written, with their placeholders resolved. Attributes that were left out are empty.
 *
 * @param cached the read, null for none
 * @param puts the puts in order, empty for none
 * @param evicts the evictions in order, empty for none
 * @param problems what cannot be read of it
 */
record Operations(@Nullable Cached cached, List<Cached> puts, List<Evict> evicts, Problems problems) {

    boolean isEmpty() {
        return cached == null && puts.isEmpty() && evicts.isEmpty();
    }

    /** The place of the first annotation. */
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

    /** Where each annotation is written. */
    List<Written> written() {
        List<Written> written = new ArrayList<>();
        if (cached != null) {
            written.add(new Written(cached.place(), cached.source()));
        }
        puts.forEach(put -> written.add(new Written(put.place(), put.source())));
        evicts.forEach(evict -> written.add(new Written(evict.place(), evict.source())));
        return written;
    }

    /**
     * Where an annotation is written.
     *
     * @param place what messages call it
     * @param source the method that it is written on
     */
    record Written(Place place, Method source) {}

    /**
     * A {@code @DynamoCached} or {@code @DynamoPut}.
     *
     * @param place where it is written
     * @param source the method that it is written on, which may be that of an interface
     * @param cache the name of the cache
     * @param key the expression of the key
     * @param keys the parameter that holds many keys
     * @param itemKey the expression of the key of an item of a result
     * @param missing what a key without a value in a result means
     * @param variant the expression of the variant
     * @param condition the expression of the condition
     * @param unless the expression of what is not stored
     * @param ttl the text of the time to live
     * @param staleWhileRevalidate the text of the window after it
     * @param fields the attributes that the result is made of, null for a whole result
     * @param shared whether several beans may share the entries
     */
    record Cached(
            Place place,
            Method source,
            String cache,
            String key,
            String keys,
            String itemKey,
            Missing missing,
            String variant,
            String condition,
            String unless,
            String ttl,
            String staleWhileRevalidate,
            @Nullable Fields fields,
            boolean shared) {

        MisuseException misuse(String problem) {
            return place.misuse(problem);
        }
    }

    /**
     * The {@code fields} of a {@code @DynamoCached}, and their entity.
     *
     * @param names the names of the attributes
     * @param entity the entity that has them, null if it is not named
     */
    record Fields(List<String> names, @Nullable Class<?> entity) {}

    /**
     * A {@code @DynamoEvict}.
     *
     * @param place where it is written
     * @param source the method that it is written on, which may be that of an interface
     * @param cache the name of the cache
     * @param key the expression of the key
     * @param keys the expression of the collection whose elements have a key each
     * @param allEntries whether all keys are evicted
     * @param condition the expression of the condition
     */
    record Evict(
            Place place, Method source, String cache, String key, String keys, boolean allEntries, String condition) {}
}
