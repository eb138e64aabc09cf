package io.github.dynamocached.aop;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map of values by the elements of the keys.
 *
 * @param place names the method in messages
 * @param slots where the values lie
 * @param missingIsAbsent whether a key that is not in it is known to have no value
 */
record MapResult(Place place, ResultSlots slots, boolean missingIsAbsent) implements BatchResult {

    @Override
    public Map<Slot, Optional<Object>> valuesOf(@Nullable Object returned, List<Slot> asked, Call call) {
        if (!(returned instanceof Map<?, ?> map)) {
            return Map.of();
        }
        BatchValues values = new BatchValues(place, asked);
        map.forEach((element, value) -> values.add(slots.slotFor(call.at(element)), value));
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
