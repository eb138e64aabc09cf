package io.github.dynamocached.cache;

import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads the values of many slots at once, on the thread of the caller. */
@FunctionalInterface
public interface BatchLoader {

    /**
     * Loads values. Called at most once per read, on the thread that reads, and never for no slots.
     *
     * @param slots the slots that have no value, each once
     * @return the values: an empty one for an absence that is known. A slot that is not in it has no value for the caller
     *     and is not stored
     * @throws Throwable whatever the load throws: it reaches the caller as it is
     */
    Map<Slot, Optional<Object>> load(List<Slot> slots) throws Throwable;

    /**
     * Whether a loaded value may be stored. Called after a load that did not fail, on the thread that reads.
     *
     * @param value the value of one slot
     * @return true unless the caller decided otherwise
     */
    default boolean isStorable(@Nullable Object value) {
        return true;
    }

    /**
     * Whether what this loader loads here and now belongs in a slot. A key may depend on what changes: on arguments that the
     * caller still holds, or on what is bound to a thread. Asked before a background load, and after each load before its
     * value is stored or handed to another caller; on the thread that loads.
     *
     * @param slot where the value would be stored
     * @return false if it may belong elsewhere: then its own caller alone gets it
     */
    default boolean isFor(Slot slot) {
        return true;
    }

    /**
     * A loader for the same values that can be called later, in the background. Asked on the thread that reads.
     *
     * @return null if there can be none: then stale values are not refreshed by this call
     */
    default @Nullable BatchLoader forRefresh() {
        return null;
    }
}
