package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one call.
 *
 * @param order the slots in the order of the caller, repeated or not
 * @param distinct an element of each slot
 * @param variant the variant of all slots
 */
record Batch(List<Slot> order, Map<Slot, @Nullable Object> distinct, String variant) {

    /**
     * The keys of a call.
     *
     * @throws MisuseException if one of them cannot be a key
     */
    static Batch of(List<@Nullable Object> given, Call call, ResultSlots slots) {
        List<Slot> order = new ArrayList<>(given.size());
        Map<Slot, @Nullable Object> distinct = new LinkedHashMap<>();
        String variant = given.isEmpty() ? Slot.ENTITY : slots.variantFor(call);
        for (Object element : given) {
            Slot slot = slots.slotFor(call.at(element), slots.key(), variant);
            order.add(slot);
            distinct.putIfAbsent(slot, element);
        }
        return new Batch(order, distinct, variant);
    }

    /** The slots, each once. */
    List<Slot> slots() {
        return List.copyOf(distinct.keySet());
    }

    /** The value of a slot, null for an absence. */
    @Nullable
    Object valueOf(Slot slot, Map<Slot, Outcome> outcomes) {
        Outcome outcome = outcomes.get(slot);
        return outcome == null ? null : outcome.value();
    }

    /** The elements of some slots. */
    List<@Nullable Object> elementsOf(List<Slot> some) {
        List<@Nullable Object> elements = new ArrayList<>(some.size());
        some.forEach(slot -> elements.add(distinct.get(slot)));
        return elements;
    }
}
