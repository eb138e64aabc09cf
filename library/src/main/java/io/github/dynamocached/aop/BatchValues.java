package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.store.Slot;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that one call of a method has given, each to be given for a key that was asked for. */
final class BatchValues {

    private final Place place;
    private final Set<Slot> missing;
    private final Map<Slot, Optional<Object>> values = new HashMap<>();

    BatchValues(Place place, List<Slot> asked) {
        this.place = place;
        this.missing = new LinkedHashSet<>(asked);
    }

    /**
     * Adds a value.
     *
     * @param value null for an absence
     * @throws MisuseException if its slot was not asked for, or has a value
     */
    void add(Slot slot, @Nullable Object value) {
        if (missing.remove(slot)) {
            values.put(slot, Optional.ofNullable(value));
            return;
        }
        throw place.misuse(
                values.containsKey(slot)
                        ? "the method returned several values for one key. Return one value for each key, or a Map of"
                                + " lists."
                        : "the method returned a value of a key that it was not called with. Return only what keys asks"
                                + " for, under the same keys; for items that name their keys in another way set"
                                + " itemKey.");
    }

    /**
     * The values of all that is known.
     *
     * @param missingIsAbsent whether a key that no value was given for is known to have none
     */
    Map<Slot, Optional<Object>> end(boolean missingIsAbsent) {
        if (missingIsAbsent) {
            missing.forEach(slot -> values.put(slot, Optional.empty()));
        }
        return values;
    }
}
