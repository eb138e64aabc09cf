package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.TableBinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table that properties set for a cache.
 *
 * @param cache the name of the cache
 * @param place the name of its properties, for messages
 * @param set what is set for the cache, first what counts first
 */
record ConfiguredTable(String cache, String place, List<DynamoCachedProperties.Cache> set) {

    /** Reports what cannot be set for all caches. */
    static void refuseDefaults(DynamoCachedProperties.Cache defaults, String prefix, PropertyProblems problems) {
        if (defaults.table() != null) {
            problems.add(prefix + "defaults.table", "it belongs to one cache. Set it under " + prefix + "caches.");
        }
        if (defaults.keyAttributes() != null) {
            problems.add(
                    prefix + "defaults.key-attributes", "it belongs to one cache. Set it under " + prefix + "caches.");
        }
    }

    /** The binding, empty if there is none. Reports one that is refused. */
    Optional<TableBinding> binding(PropertyProblems problems) {
        String table = first(DynamoCachedProperties.Cache::table);
        List<String> attributes = first(DynamoCachedProperties.Cache::keyAttributes);
        if (table == null) {
            if (attributes != null) {
                problems.add(
                        place + ".key-attributes",
                        "the cache has no table. Set " + place + ".table, or remove key-attributes.");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new TableBinding(table, cache, attributes == null ? List.of() : attributes));
        } catch (IllegalArgumentException refused) {
            problems.add(place + ".table", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private <T> @Nullable T first(Function<DynamoCachedProperties.Cache, @Nullable T> property) {
        for (DynamoCachedProperties.Cache each : set) {
            T value = property.apply(each);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
