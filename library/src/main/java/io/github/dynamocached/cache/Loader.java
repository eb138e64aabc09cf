package io.github.dynamocached.cache;

import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Loads a value from where it is kept: for an annotated method, the method itself. */
@FunctionalInterface
public interface Loader {

    /**
     * Loads the value. Called at most once per read.
     *
     * @return the value, null for an absence; a failed stage's exception reaches the caller as it is
     */
    CompletionStage<@Nullable Object> load();

    /**
     * Whether a loaded value may be stored. Called after a load that did not fail, on the thread that completed it.
     *
     * @param value what was loaded
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
     * A loader for the same value that can be called later, in the background, after this one was not. Asked on the thread
     * that reads.
     *
     * @return null if there can be none: then a stale value is not refreshed by this call
     */
    default @Nullable Loader forRefresh() {
        return null;
    }
}
