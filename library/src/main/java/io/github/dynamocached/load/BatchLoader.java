package io.github.dynamocached.load;

import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads the values of many slots at once, on the thread of the caller. */
@FunctionalInterface
public interface BatchLoader extends StoreConditions {

    /**
     * Loads values. Called at most once per read, on the thread that reads, and never for no slots.
     *
     * @param slots the slots that have no value, each once
     * @return the values; an empty one is stored as a null result. A slot that is not in the map has no value for the caller
     *     and is not stored
     * @throws Throwable whatever the load throws; the caller gets it unchanged
     */
    Map<Slot, Optional<Object>> load(List<Slot> slots) throws Throwable;

    /**
     * A loader for the same values that can be called later, in the background. Called on the thread that reads.
     *
     * @return null if there is none; then this call does not refresh stale values
     */
    default @Nullable BatchLoader forRefresh() {
        return null;
    }
}
