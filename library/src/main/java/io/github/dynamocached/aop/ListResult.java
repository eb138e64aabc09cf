package io.github.dynamocached.aop;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list of items that tell their keys. To the caller it comes in the order of the keys, with an item as often as its key
 * was given.
 *
 * @param place names the method in messages
 * @param slots where the values lie
 * @param itemKey builds the key of an item
 * @param missingIsAbsent whether a key that no item has is known to have no value
 */
record ListResult(Place place, ResultSlots slots, KeyBuilder itemKey, boolean missingIsAbsent) implements BatchResult {

    @Override
    public Map<Slot, Optional<Object>> valuesOf(@Nullable Object returned, List<Slot> asked, Call call) {
        if (!(returned instanceof Iterable<?> items)) {
            return Map.of();
        }
        BatchValues values = new BatchValues(place, asked);
        for (Object item : items) {
            if (item != null) {
                values.add(slots.slotFor(call.at(item), itemKey), item);
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
