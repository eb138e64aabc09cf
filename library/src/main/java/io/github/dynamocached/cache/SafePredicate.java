package io.github.dynamocached.cache;

import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.Failures;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A predicate that never fails, because its exception must not replace that of the load. */
final class SafePredicate implements FailurePredicate {

    private static final Logger log = LoggerFactory.getLogger(SafePredicate.class);

    private final FailurePredicate predicate;
    private final AtomicBoolean told = new AtomicBoolean();

    SafePredicate(FailurePredicate predicate) {
        this.predicate = predicate;
    }

    @Override
    public boolean isOutage(Throwable failure) {
        try {
            return predicate.isOutage(failure);
        } catch (Throwable broken) {
            if (told.compareAndSet(false, true)) {
                log.error(
                        "FailurePredicate {} failed with {}. The failed load does not count as an outage, so stale-if-error"
                                + " does not answer it. Fix the predicate.",
                        predicate.getClass().getName(),
                        Failures.nameOf(broken));
            }
            return false;
        }
    }
}
