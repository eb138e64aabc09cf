package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.deferred.Suspending;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.SoughtItems;
import io.github.dynamocached.store.EntityKeys;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ReflectiveMethodInvocation;

/**
 * The evictions whose key is that of an entity, or made of its attributes. An entry of the entity needs a key that each
 * method which writes the entity evicts. A read by {@code #id} and an eviction by a partition key {@code USER#<id>}, or by
 * {@code #user.name}, have keys of one shape and never meet, which only a loaded entity can show.
 */
final class EntityEvictions implements FillCheck {

    private final CachePorts ports;
    private final TableEvictions ofTables;
    private final ConcurrentMap<Evicted, Map<String, List<Eviction>>> methods = new ConcurrentHashMap<>();

    /** @param ports know the keys of entities; not asked before a value is loaded */
    EntityEvictions(CachePorts ports) {
        this.ports = ports;
        this.ofTables = new TableEvictions(ports);
    }

    /** The evictions by writes to tables. */
    TableEvictions ofTables() {
        return ofTables;
    }

    private record Evicted(String cache, Class<?> entity) {}

    /** @param attributes makes the key of an entity, null for the entity's own key */
    private record Eviction(Place place, @Nullable ByAttributes attributes) {

        boolean reaches(CacheKey key, Object entity, boolean isOwnKey) {
            return attributes == null ? isOwnKey : attributes.mayGive(key, entity);
        }

        String problem() {
            return attributes == null
                    ? "the key of the entry differs from the key of the entity in it, which " + place
                            + " evicts. Use the key of the entity on the read, for example \"'USER#' + #id\" for such a"
                            + " partition key, or use the key of the read on the eviction."
                    : "the key of the entry differs from the key that " + place
                            + " makes of the entity in it, so it would not be evicted. Use the key of the read on the"
                            + " eviction, in addition to the present one if other entries have that.";
        }
    }

    /** Adds one by the own key of an entity. */
    void add(String cache, Class<?> entity, Place place) {
        add(cache, entity, new Eviction(place, null));
    }

    /** Adds one by attributes of an entity. */
    void add(String cache, ByAttributes attributes, Place place) {
        add(cache, attributes.entity(), new Eviction(place, attributes));
    }

    private void add(String cache, Class<?> entity, Eviction eviction) {
        methods.computeIfAbsent(new Evicted(cache, entity), unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(eviction.place().method(), unused -> new CopyOnWriteArrayList<>())
                .add(eviction);
    }

    /** An entity under a key that some method which writes the entity does not evict is a problem. */
    @Override
    public @Nullable String problemOf(CacheKey key, Object value, List<SoughtItems> sought) {
        String unbound = ofTables.problemOf(key, value, sought);
        if (unbound != null) {
            return unbound;
        }
        Map<String, List<Eviction>> writing = methods.get(new Evicted(key.cacheName(), value.getClass()));
        if (writing == null) {
            return null;
        }
        boolean isOwnKey = isOwnKey(key, value);
        return writing.values().stream()
                .filter(evictions -> evictions.stream().noneMatch(eviction -> eviction.reaches(key, value, isOwnKey)))
                .map(evictions -> evictions.get(0).problem())
                .sorted()
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable String doubtOf(CacheKey key, Object value, List<SoughtItems> sought) {
        return ofTables.doubtOf(key, value, sought);
    }

    @Override
    public boolean isOwnKey(CacheKey key, Object entity) {
        EntityKeys entities = ports.entityKeys();
        try {
            return entities.isEntity(entity.getClass())
                    && CacheKey.of(key.cacheName(), ports.keyConverters().converted(entities.partsOf(entity)))
                            .equals(key);
        } catch (IllegalArgumentException withoutKey) {
            return false;
        }
    }

    /**
     * A key that is made of nothing but attributes of one entity, so that any entity can be tried.
     *
     * @param entity the class of the entity
     * @param key builds the key
     * @param method the method that evicts
     * @param parameter the parameter that is the entity, null if the result is
     */
    record ByAttributes(
            Class<?> entity,
            KeyBuilder key,
            Method method,
            @Nullable Integer parameter) {

        /** Whether the eviction of an entity may be one of a key; true as well if its attributes give no key. */
        boolean mayGive(CacheKey expected, Object value) {
            try {
                return key.keyFor(callWith(value)).equals(expected);
            } catch (Throwable unknown) {
                return true;
            }
        }

        private Call callWith(Object value) {
            @Nullable Object[] arguments = new Object[Suspending.parametersOf(method)];
            if (parameter != null) {
                arguments[parameter] = value;
            }
            Call call = new Call(new ReflectiveMethodInvocation(value, null, method, arguments, null, List.of()) {});
            call.returned(value);
            return call;
        }
    }
}
