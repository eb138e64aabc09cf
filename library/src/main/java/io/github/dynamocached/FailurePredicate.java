package io.github.dynamocached;

/**
 * Decides which failures of a load are an outage. A stale value may answer an outage (stale-if-error). Called on the thread
 * that completes the load.
 */
@FunctionalInterface
public interface FailurePredicate {

    /** No failure is an outage. */
    FailurePredicate NONE = failure -> false;

    /**
     * Whether a failure means that the data cannot be reached now. A failure that says something about the data is none.
     *
     * @param failure what the load threw
     * @return true if a stale value is the better answer
     */
    boolean isOutage(Throwable failure);
}
