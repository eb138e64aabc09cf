package io.github.dynamocached;

/**
 * Decides which failures of a load are an outage, which a stale value may answer (stale-if-error). Called on the thread
 * that completes the load.
 */
@FunctionalInterface
public interface FailurePredicate {

    /** No failure is an outage. */
    FailurePredicate NONE = failure -> false;

    /**
     * Whether a failure says that the data cannot be reached now, rather than anything about the data.
     *
     * @param failure what the load threw
     * @return whether a stale value is a better answer
     */
    boolean isOutage(Throwable failure);
}
