package io.github.dynamocached.cache;

import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Loads a value: for an annotated method, by calling the method. */
@FunctionalInterface
public interface Loader {

    /**
     * Loads the value. Called at most once per read.
     *
     * @return the value, null if there is none; the caller gets the exception of a failed stage unchanged
     */
    CompletionStage<@Nullable Object> load();

    /**
     * Whether a loaded value may be stored. Called after a successful load, on the thread that completed it.
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
    default @Nullable Loader forRefresh() {
        return null;
    }
}
