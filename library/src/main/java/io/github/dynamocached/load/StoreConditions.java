package io.github.dynamocached.load;

import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/** What a loader says about storing the values that it loads. */
public interface StoreConditions {

    /**
     * Whether a loaded value may be stored. Called after a successful load, on the thread that has loaded it.
     *
     * @param value the loaded value
     * @return true by default
     */
    default boolean isStorable(@Nullable Object value) {
        return true;
    }

    /**
     * Whether a value that is loaded here and now belongs in a slot. The key may have changed since the call: it may depend on
     * an argument that the caller can change, or on a thread-bound value. Called on the thread that loads, before a
     * background load, and after each load before its value is stored or given to another caller.
     *
     * @param slot where the value would be stored
     * @return false if the key may have changed; then only the own caller gets the value
     */
    default boolean isFor(Slot slot) {
        return true;
    }
}
