package io.github.dynamocached.load;

import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Loads the values of many slots at once. */
public interface AsyncBatchLoader extends StoreConditions {

    /**
     * Loads values. Called at most once per read, and never for no slots.
     *
     * @param slots the slots that have no value, each once
     * @return what holds the values. The caller gets the exception of a failed stage unchanged
     * @throws Throwable whatever the load throws; the caller gets it unchanged
     */
    CompletionStage<@Nullable Object> load(List<Slot> slots) throws Throwable;

    /**
     * The values in what has arrived. Called on a thread of the caller.
     *
     * @param arrived what the stage has completed with
     * @param slots the slots that it was loaded for
     * @return the values; an empty one is stored as a null result. A slot that is not in the map has no value for the caller
     *     and is not stored
     */
    Map<Slot, Optional<Object>> valuesOf(@Nullable Object arrived, List<Slot> slots);

    /**
     * A loader for the same values that can be called later, in the background. Called on the thread that reads.
     *
     * @return null if there is none; then this call does not refresh stale values
     */
    default @Nullable AsyncBatchLoader forRefresh() {
        return null;
    }
}
