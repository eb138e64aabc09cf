package io.github.dynamocached;

/**
 * Carries what is bound to the thread of a caller to the thread that works for this caller later: background refreshes and
 * warm-ups. Found as a service ({@link java.util.ServiceLoader}). The library brings one for Micrometer's context
 * propagation. Used by any number of threads at once.
 */
@FunctionalInterface
public interface ContextCarrier {

    /**
     * Takes the context of the current thread.
     *
     * @param work runs later, on another thread
     * @return the same work, within the context that was taken
     */
    Runnable carry(Runnable work);
}
