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
}
