package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.SoughtItems;
import io.github.dynamocached.store.EntityKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that writes to tables evict, compared with the key of an entry. What is in the entry shows them if it is an entity.
 * Otherwise the reads of the load do: the entry belongs to one of the items, or partitions, that the load has asked for.
 */
final class TableEvictions implements FillCheck {

    private final CachePorts ports;
    private final ConcurrentMap<String, List<TableBinding>> bindings = new ConcurrentHashMap<>();

    /** @param ports know the keys of entities; not asked before a value is loaded */
    TableEvictions(CachePorts ports) {
        this.ports = ports;
    }

    void add(TableBinding binding) {
        bindings.computeIfAbsent(binding.cache(), cache -> new CopyOnWriteArrayList<>())
                .add(binding);
    }

    private List<TableBinding> of(CacheKey key) {
        return bindings.getOrDefault(key.cacheName(), List.of());
    }

    @Override
    public @Nullable String problemOf(CacheKey key, Object value, List<SoughtItems> sought) {
        List<TableBinding> bound = of(key);
        if (bound.isEmpty()) {
            return null;
        }
        for (Object item : itemsOf(value)) {
            if (isShown(bound, item) && !mayReach(bound, key, item)) {
                return problem(bound, "of the item in it");
            }
        }
        boolean isShown = itemsOf(value).stream().anyMatch(item -> isShown(bound, item));
        List<CacheKey> keys = isShown ? List.of() : soughtKeys(bound, sought);
        return !keys.isEmpty() && !keys.contains(key) ? problem(bound, "in the request that has loaded it") : null;
    }

    @Override
    public @Nullable String doubtOf(CacheKey key, Object value, List<SoughtItems> sought) {
        List<TableBinding> bound = of(key);
        boolean isKnown = bound.isEmpty()
                || itemsOf(value).stream().anyMatch(item -> isShown(bound, item))
                || !soughtKeys(bound, sought).isEmpty();
        return isKnown
                ? null
                : "neither its results nor the reads of its loads show the key attributes ("
                        + attributesOf(bound.get(0))
                        + ") by which writes to table '" + bound.get(0).tableName() + "' evict the cache '"
                        + key.cacheName() + "'. Check that the key of the method has the values of these attributes, or"
                        + " read the table within the method, on its thread.";
    }

    /** A write evicts by one of the bindings at least; one whose attributes the item lacks may be that. */
    private boolean mayReach(List<TableBinding> bound, CacheKey key, Object item) {
        return bound.stream().anyMatch(binding -> {
            List<CacheKey> shown = keysOf(List.of(binding), any -> shownBy(item, binding));
            return shown.isEmpty() || shown.contains(key);
        });
    }

    private static Collection<?> itemsOf(Object value) {
        Stream<?> all = value instanceof Collection<?> several ? several.stream() : Stream.of(value);
        return all.filter(item -> item != null).toList();
    }

    private static String problem(List<TableBinding> bound, String whose) {
        return "the key of the entry differs from the key attributes (" + attributesOf(bound.get(0)) + ") " + whose
                + ", by which writes to table '" + bound.get(0).tableName()
                + "' evict. Use the values of these attributes"
                + " as the key of the read, for example \"'USER#' + #id\" for such a partition key.";
    }

    private static String attributesOf(TableBinding binding) {
        return String.join(", ", binding.attributes());
    }

    private boolean isShown(List<TableBinding> bound, Object item) {
        return !keysOf(bound, binding -> shownBy(item, binding)).isEmpty();
    }

    private List<CacheKey> soughtKeys(List<TableBinding> bound, List<SoughtItems> sought) {
        return keysOf(
                bound,
                binding -> sought.stream()
                        .flatMap(read -> read.in(binding.tableName()).stream())
                        .filter(item -> item.keySet().containsAll(binding.attributes()))
                        .map(item -> partsOf(item, binding)));
    }

    private static List<Object> partsOf(Map<String, Object> item, TableBinding binding) {
        List<Object> parts = new ArrayList<>();
        binding.attributes().forEach(attribute -> parts.add(item.get(attribute)));
        return parts;
    }

    /** The parts that an item has itself, none if it does not show its key attributes. */
    private Stream<List<Object>> shownBy(Object item, TableBinding binding) {
        EntityKeys entities = ports.entityKeys();
        if (!entities.isEntity(item.getClass())) {
            return Stream.empty();
        }
        try {
            return Stream.of(entities.partsOf(item, binding.attributes()));
        } catch (IllegalArgumentException notShown) {
            return Stream.empty();
        }
    }

    private List<CacheKey> keysOf(List<TableBinding> bound, Function<TableBinding, Stream<List<Object>>> parts) {
        return bound.stream()
                .flatMap(binding -> parts.apply(binding)
                        .map(shown -> CacheKey.of(
                                binding.cache(), ports.keyConverters().converted(shown))))
                .toList();
    }
}
