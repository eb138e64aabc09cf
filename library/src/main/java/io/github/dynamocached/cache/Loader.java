package io.github.dynamocached.cache;

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
     * A loader for the same value that can be called later, in the background, after this one was not. Asked on the thread
     * that reads.
     *
     * @return null if there can be none: then a stale value is not refreshed by this call
     */
    default @Nullable Loader forRefresh() {
        return null;
    }
}
