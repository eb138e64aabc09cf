package io.github.dynamocached.micrometer;

import io.github.dynamocached.ContextCarrier;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Carries to background refreshes and warm-ups what Micrometer's context propagation knows of the calling thread, such as
 * a security context or a tenant with a registered {@code ThreadLocalAccessor}. Found as a service where
 * {@code io.micrometer:context-propagation} is on the class path; called on any thread.
 */
public final class PropagatedContext implements ContextCarrier {

    /** A load under way stays behind: what runs later is no part of it. */
    private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
            .captureKeyPredicate(key -> !LoadContextAccessor.KEY.equals(key))
            .clearMissing(true)
            .build();

    /** Created as a service. */
    public PropagatedContext() {}

    @Override
    public Runnable carry(Runnable work) {
        return snapshots.captureAll().wrap(work);
    }
}
