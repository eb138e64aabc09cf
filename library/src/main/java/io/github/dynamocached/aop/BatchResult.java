package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.store.Slot;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** What a method returns for many keys. */
sealed interface BatchResult {

    /** Where the values are stored. */
    ResultSlots slots();

    /**
     * The values in what the method returned.
     *
     * @param returned what it returned, null for nothing at all
     * @param asked the slots that it was called for
     * @param variant the variant of these slots
     * @param call the call, for the expressions
     * @return the values by slot, an empty one for a known absence
     * @throws MisuseException if a value belongs to no key that the method was called with, or several belong to one key
     */
    Map<Slot, Optional<Object>> valuesOf(@Nullable Object returned, List<Slot> asked, String variant, Call call);

    /**
     * What the method would have returned.
     *
     * @param batch the keys in the order of the caller
     * @param outcomes the values by slot
     */
    Object of(Batch batch, Map<Slot, Outcome> outcomes);

    /**
     * A map of values by the elements of the keys.
     *
     * @param missingIsAbsent whether a key that is not in it is known to have no value
     */
    record OfMap(ResultSlots slots, boolean missingIsAbsent) implements BatchResult {

        @Override
        public Map<Slot, Optional<Object>> valuesOf(
                @Nullable Object returned, List<Slot> asked, String variant, Call call) {
            if (!(returned instanceof Map<?, ?> map)) {
                return Map.of();
            }
            Values values = new Values(slots.place(), asked);
            map.forEach((element, value) -> values.add(slots.slotFor(call.at(element), slots.key(), variant), value));
            return values.end(missingIsAbsent);
        }

        @Override
        public Object of(Batch batch, Map<Slot, Outcome> outcomes) {
            Map<@Nullable Object, Object> map = new LinkedHashMap<>();
            batch.distinct().forEach((slot, element) -> {
                Object value = batch.valueOf(slot, outcomes);
                if (value != null) {
                    map.put(element, value);
                }
            });
            return map;
        }
    }

    /**
     * A list of items that have their keys in them. The caller gets it in the order of the keys, with an item as often as its
     * key was given.
     *
     * @param itemKey builds the key of an item
     * @param missingIsAbsent whether a key that no item has is known to have no value
     */
    record OfList(ResultSlots slots, KeyBuilder itemKey, boolean missingIsAbsent) implements BatchResult {

        @Override
        public Map<Slot, Optional<Object>> valuesOf(
                @Nullable Object returned, List<Slot> asked, String variant, Call call) {
            if (!(returned instanceof Iterable<?> items)) {
                return Map.of();
            }
            Values values = new Values(slots.place(), asked);
            for (Object item : items) {
                if (item != null) {
                    values.add(slots.slotFor(call.at(item), itemKey, variant), item);
                }
            }
            return values.end(missingIsAbsent);
        }

        @Override
        public Object of(Batch batch, Map<Slot, Outcome> outcomes) {
            List<Object> items = new ArrayList<>(batch.order().size());
            for (Slot slot : batch.order()) {
                Object item = batch.valueOf(slot, outcomes);
                if (item != null) {
                    items.add(item);
                }
            }
            return items;
        }
    }

    /**
     * What a method returns for many keys, as it is declared.
     *
     * @param isMap whether it is a map, and else a list
     * @param value what it returns for one key
     */
    record Declared(ResolvableType type, boolean isMap, ResultType value) {

        /**
         * What a method returns.
         *
         * @throws MisuseException if such results cannot be put together from the cache
         */
        static Declared of(Method method, Class<?> beanClass, Place place) {
            ResultType.requireCallable(method, place);
            ResolvableType type = ResultType.declared(method, beanClass);
            Class<?> container = type.resolve(Object.class);
            boolean isMap = Map.class.isAssignableFrom(container) && container.isAssignableFrom(LinkedHashMap.class);
            boolean isList = Iterable.class.isAssignableFrom(container) && container.isAssignableFrom(ArrayList.class);
            if (!isMap && !isList) {
                throw place.misuse("it reads many keys but returns " + container.getSimpleName()
                        + ". Return a Map by key, a List or a Collection.");
            }
            ResultType value = ResultType.of(type.getGeneric(isMap ? 1 : 0), beanClass, place);
            if (value.isOptional()) {
                throw place.misuse(
                        "an Optional for each key cannot be cached. Return plain values, and leave out keys without a"
                                + " value.");
            }
            return new Declared(type, isMap, value);
        }

        /** The class of an item of a list. */
        Class<?> item() {
            return type.getGeneric(0).resolve(Object.class);
        }
    }

    /** The values of one call of a method, each for a key that it was called with. */
    final class Values {

        private final Place place;
        private final Set<Slot> missing;
        private final Map<Slot, Optional<Object>> values = new HashMap<>();

        Values(Place place, List<Slot> asked) {
            this.place = place;
            this.missing = new LinkedHashSet<>(asked);
        }

        void add(Slot slot, @Nullable Object value) {
            if (missing.remove(slot)) {
                values.put(slot, Optional.ofNullable(value));
                return;
            }
            throw place.misuse(
                    values.containsKey(slot)
                            ? "the method returned several values for one key. Return one value for each key, or a Map of"
                                    + " lists."
                            : "the method returned a value for a key that it was not called with. Return only values"
                                    + " for the keys it was called with. If items build their keys differently, set"
                                    + " itemKey.");
        }

        Map<Slot, Optional<Object>> end(boolean missingIsAbsent) {
            if (missingIsAbsent) {
                missing.forEach(slot -> values.put(slot, Optional.empty()));
            }
            return values;
        }
    }
}
