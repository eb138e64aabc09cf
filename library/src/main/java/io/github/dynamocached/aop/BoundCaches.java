package io.github.dynamocached.aop;

import io.github.dynamocached.TableBinding;
import io.github.dynamocached.expression.NearestName;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.EntityKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The caches that writes to tables evict, as declarations and beans say. A binding without attributes gets the key attributes
 * of the entity that the cache holds. Refuses bindings that cannot work.
 */
final class BoundCaches {

    private static final Logger log = LoggerFactory.getLogger(BoundCaches.class);

    private final ConfigurableListableBeanFactory factory;
    private final CachePorts ports;
    private final CacheEntities entities;
    private final EntityEvictions evictions;
    private List<TableBinding> bound = List.of();
    private Map<TableBinding, List<Place>> idlePuts = Map.of();

    /** @param evictions are told which keys writes evict */
    BoundCaches(
            ConfigurableListableBeanFactory factory,
            CachePorts ports,
            CacheEntities entities,
            EntityEvictions evictions) {
        this.factory = factory;
        this.ports = ports;
        this.entities = entities;
        this.evictions = evictions;
    }

    private record Declared(String place, TableBinding binding) {}

    /** Finds the bindings, and what is wrong with them. */
    void check(CacheUses uses, Collection<CacheDeclarations> declarations, Problems problems) {
        Set<TableBinding> complete = new LinkedHashSet<>();
        for (Declared declared : declared(uses.names(), declarations)) {
            completed(declared, uses.names(), problems).ifPresent(binding -> {
                complete.add(binding);
                uses.addBinding(declared.place(), binding);
            });
        }
        bound = List.copyOf(complete);
        idlePuts = idlePuts(uses);
        if (!bound.isEmpty() && ports.boundTables() == BoundTables.NONE) {
            problems.add(
                    "TableBinding: no bean sees the writes of the AWS SDK, so nothing would be evicted. Define one:"
                            + " @Bean(destroyMethod = \"close\") static TableWrites tableWrites() { return TableWrites.open(); }");
        }
    }

    /** Puts whose values do not stay, because the stream of the table reports their writes a moment later. */
    private Map<TableBinding, List<Place>> idlePuts(CacheUses uses) {
        Map<TableBinding, List<Place>> idle = new LinkedHashMap<>();
        for (TableBinding binding : bound) {
            List<Place> puts = uses.putsInto(binding.cache());
            if (!puts.isEmpty() && ports.boundTables().seesEveryChange(binding)) {
                idle.put(binding, List.copyOf(puts));
            }
        }
        return idle;
    }

    private List<Declared> declared(Set<String> used, Collection<CacheDeclarations> declarations) {
        List<Declared> all = new ArrayList<>();
        for (CacheDeclarations declared : declarations) {
            Set<String> names = new TreeSet<>(used);
            declared.caches().stream()
                    .filter(cache -> used.stream().noneMatch(name -> declared.mean(cache, name)))
                    .forEach(names::add);
            names.forEach(cache -> declared.bindingOf(cache)
                    .ifPresent(binding -> all.add(new Declared(declared.placeOf(cache) + ".table", binding))));
        }
        factory.getBeansOfType(TableBinding.class)
                .forEach((name, binding) -> all.add(new Declared("TableBinding bean '" + name + "'", binding)));
        return all;
    }

    /** The binding with its attributes, empty if it is refused. */
    private Optional<TableBinding> completed(Declared declared, Set<String> used, Problems problems) {
        TableBinding binding = declared.binding();
        EntityKeys keys = ports.entityKeys();
        Set<Class<?>> held = entities.of(binding.cache());
        try {
            return binding.attributes().isEmpty()
                    ? Optional.of(ofEntity(binding, used, held, keys))
                    : Optional.of(ofAttributes(declared, held, keys));
        } catch (IllegalArgumentException refused) {
            problems.add(declared.place() + ": " + refused.getMessage());
            return Optional.empty();
        }
    }

    private static TableBinding ofEntity(TableBinding binding, Set<String> used, Set<Class<?>> held, EntityKeys keys) {
        if (!used.contains(binding.cache())) {
            throw new IllegalArgumentException("no annotation uses the cache '" + binding.cache() + "'. "
                    + NearestName.to(binding.cache(), used)
                            .map(nearest -> "Use '" + nearest + "'. ")
                            .orElse("")
                    + "If only code uses the cache, name the attributes that make its keys in key-attributes, for example"
                    + " [sessionId].");
        }
        Set<List<String>> attributes = held.stream().map(keys::keyAttributesOf).collect(Collectors.toUnmodifiableSet());
        if (attributes.size() != 1 || attributes.contains(List.of())) {
            throw new IllegalArgumentException("the cache '" + binding.cache() + "' holds "
                    + (attributes.isEmpty() ? "no entity" : "entities with different keys")
                    + ", so the attributes that make its keys are not known. Name them in key-attributes, for example"
                    + " [sessionId].");
        }
        return new TableBinding(
                binding.table(), binding.cache(), attributes.iterator().next());
    }

    private TableBinding ofAttributes(Declared declared, Set<Class<?>> held, EntityKeys keys) {
        TableBinding binding = declared.binding();
        for (Class<?> entity : held) {
            Set<String> known = keys.attributesOf(entity);
            for (String attribute : binding.attributes()) {
                if (!known.contains(attribute)) {
                    throw new IllegalArgumentException("'" + attribute + "' is no attribute of " + entity.getName()
                            + ", which the cache '" + binding.cache() + "' holds. "
                            + NearestName.to(attribute, known)
                                    .map(nearest -> "Use '" + nearest + "'.")
                                    .orElse("Use attributes of the entity."));
                }
            }
            if (!new HashSet<>(keys.keyAttributesOf(entity)).containsAll(binding.attributes())
                    && !ports.boundTables().seesEveryChange(binding)) {
                log.warn(
                        "{}: updates and deletions do not evict the cache '{}', because their requests show only the primary"
                                + " key of an item ({}), and not ({}). A put evicts the new value of these attributes and"
                                + " never the old one. Evict the cache with @DynamoEvict as well, or follow the stream of the"
                                + " table (dynamocached.streams.tables).",
                        declared.place(),
                        binding.cache(),
                        String.join(", ", keys.keyAttributesOf(entity)),
                        String.join(", ", binding.attributes()));
            }
        }
        return binding;
    }

    /** Lets writes evict from now on, also if there are no bindings, and says which caches are bound. */
    void bind() {
        for (TableBinding binding : bound) {
            ports.caches().cache(binding.cache()).expectEvictions();
            evictions.ofTables().add(binding);
        }
        ports.boundTables()
                .bind(
                        bound,
                        parts -> ports.keyConverters().converted(parts),
                        name -> ports.caches().cache(name));
        if (bound.isEmpty()) {
            return;
        }
        ports.boundTables()
                .problems(shortestFence())
                .forEach(problem -> log.warn("SDK writes may leave outdated entries in bound caches: {}", problem));
        bound.forEach(binding -> log.info(
                "Cache '{}' is evicted by SDK writes to table '{}' ({}).",
                binding.cache(),
                binding.tableName(),
                String.join(", ", binding.attributes())));
        idlePuts.forEach((binding, puts) -> log.info(
                "Values that {} stores in the cache '{}' are evicted again, usually within a second, because the stream of"
                        + " table '{}' is followed and reports each write. If no read needs them that soon, use @DynamoEvict"
                        + " instead: it evicts, and stores nothing.",
                puts.stream().map(Place::toString).distinct().collect(Collectors.joining(", ")),
                binding.cache(),
                binding.tableName()));
    }

    /** Whether writes to a table evict a cache. */
    boolean binds(String cache) {
        return bound.stream().anyMatch(binding -> binding.cache().equals(cache));
    }

    private Duration shortestFence() {
        return Collections.min(bound.stream()
                .map(binding -> ports.caches().cache(binding.cache()).settings().fence())
                .toList());
    }
}
