package io.github.dynamocached.load;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Loads a value: for an annotated method, by calling the method. */
@FunctionalInterface
public interface Loader extends StoreConditions {

    /**
     * Loads the value. Called at most once per read.
     *
     * @return the value, null if there is none; the caller gets the exception of a failed stage unchanged
     */
    CompletionStage<@Nullable Object> load();

    /**
     * Loads a value that is neither stored nor shared. Called instead of {@link #load}.
     *
     * @return the same by default
     */
    default CompletionStage<@Nullable Object> loadAlone() {
        return load();
    }

    /** {@return whether the value arrives in parts; no by default} */
    default boolean arrivesInParts() {
        return false;
    }

    /** The lease has ended before the last part has arrived: the value is {@link Unfinished}. Called on any thread. */
    default void stopCollecting() {}

    /**
     * The value in what has arrived. Called on a thread of the caller.
     *
     * @param arrived what the stage has completed with
     * @return the same by default
     */
    default @Nullable Object valueOf(@Nullable Object arrived) {
        return arrived;
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
