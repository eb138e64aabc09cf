package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.WorkTracing;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tracing of a listener. Logs what it throws, so that no load and no command depends on it. */
final class SafeTracing implements WorkTracing {

    private static final Logger log = LoggerFactory.getLogger(SafeTracing.class);

    private final WorkTracing tracing;

    SafeTracing(WorkTracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public Work load(String cacheName) {
        return begun(() -> tracing.load(cacheName));
    }

    @Override
    public Work refresh(String cacheName, RefreshTrigger trigger) {
        return begun(() -> tracing.refresh(cacheName, trigger));
    }

    @Override
    public Work command(String command) {
        return begun(() -> tracing.command(command));
    }

    @Override
    public Place here() {
        Place place = orElse(tracing::here, Place.NOWHERE);
        return () -> entered(place);
    }

    private Work begun(Supplier<Work> begin) {
        Work work = orElse(begin, Work.NONE);
        return new Work() {
            @Override
            public Scope enter() {
                return entered(work);
            }

            @Override
            public void end(String outcome, @Nullable Throwable failure) {
                contained(() -> work.end(outcome, failure));
            }
        };
    }

    private Scope entered(Place place) {
        Scope scope = orElse(place::enter, Scope.EMPTY);
        return () -> contained(scope::close);
    }

    private void contained(Runnable call) {
        Boolean unused = orElse(
                () -> {
                    call.run();
                    return true;
                },
                false);
    }

    /** Names only the class of the exception, because its message may hold a value. */
    private <T> T orElse(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (Throwable failure) {
            log.warn(
                    "Tracing by {} failed with {}. Fix the handlers and conventions of your observations. The stack trace is"
                            + " logged at DEBUG.",
                    tracing.getClass().getName(),
                    Failures.nameOf(failure));
            log.debug("Failure of a tracing", failure);
            return otherwise;
        }
    }
}
