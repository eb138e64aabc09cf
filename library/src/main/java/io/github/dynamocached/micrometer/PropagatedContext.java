package io.github.dynamocached.micrometer;

import io.github.dynamocached.ContextCarrier;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Carries the context of the calling thread to background refreshes and warm-ups, as far as Micrometer's context propagation
 * knows it. An example is a tenant with a registered {@code ThreadLocalAccessor}.
 *
 * <p>A service that is found if {@code io.micrometer:context-propagation} is on the class path. Called on any thread.
 */
public final class PropagatedContext implements ContextCarrier {

    /** A load under way stays behind: what runs later is no part of it. */
    private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
            .captureKeyPredicate(key -> !LoadContextAccessor.KEY.equals(key))
            .clearMissing(true)
            .build();

    /** For the service loader. */
    public PropagatedContext() {}

    @Override
    public Runnable carry(Runnable work) {
        return snapshots.captureAll().wrap(work);
    }
}
