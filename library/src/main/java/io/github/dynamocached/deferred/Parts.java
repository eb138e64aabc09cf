package io.github.dynamocached.deferred;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A value that arrives in parts. It completes with all of them, or with what goes on to arrive. */
public abstract class Parts extends CompletableFuture<@Nullable Object> {

    /** For values of one kind. */
    protected Parts() {}

    /** Whether what was collected so far is too large. */
    @FunctionalInterface
    public interface Limit {

        /**
         * Asks. Called at growing numbers of parts.
         *
         * @param collected the parts so far, not to be kept
         * @return whether to stop
         */
        boolean isExceededBy(Object collected);
    }

    /** Stops to collect, if that has not ended. From then on the parts go straight to the caller. Called on any thread. */
    public abstract void stopCollecting();
}
