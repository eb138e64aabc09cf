package io.github.dynamocached.cache;

import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/** Loads a value on the thread of the caller. */
@FunctionalInterface
public interface BlockingLoader {

    /**
     * Loads the value. Called at most once per read, on the thread that reads.
     *
     * @return the value, null if there is none
     * @throws Throwable whatever the load throws; the caller gets it unchanged
     */
    @Nullable
    Object load() throws Throwable;

    /**
     * Whether a loaded value may be stored. Called after a successful load, on the thread that reads.
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

    /**
     * A loader for the same value that can be called later, in the background, instead of this one. Called on the thread that
     * reads.
     *
     * @return null if there is none; then this call does not refresh a stale value
     */
    default @Nullable BlockingLoader forRefresh() {
        return null;
    }
}
