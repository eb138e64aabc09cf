package io.github.dynamocached.load;

import org.jspecify.annotations.Nullable;

/** Loads a value on the thread of the caller. */
@FunctionalInterface
public interface BlockingLoader extends StoreConditions {

    /**
     * Loads the value. Called at most once per read, on the thread that reads.
     *
     * @return the value, null if there is none
     * @throws Throwable whatever the load throws; the caller gets it unchanged
     */
    @Nullable
    Object load() throws Throwable;

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
