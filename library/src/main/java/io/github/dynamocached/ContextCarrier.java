package io.github.dynamocached;

/**
 * Carries thread-bound values of a caller to the threads of background refreshes and warm-ups. Register an implementation as
 * a service ({@link java.util.ServiceLoader}). The library brings one for Micrometer's context propagation. Used by many
 * threads at once.
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
