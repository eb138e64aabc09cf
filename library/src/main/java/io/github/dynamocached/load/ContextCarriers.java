package io.github.dynamocached.load;

import io.github.dynamocached.ContextCarrier;
import io.github.dynamocached.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@linkplain ContextCarrier carriers} on the class path. */
public final class ContextCarriers {

    private static final Logger log = LoggerFactory.getLogger(ContextCarriers.class);
    private static final List<ContextCarrier> ALL = load();
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private ContextCarriers() {}

    /**
     * Wraps work for another thread, so that it runs in the context of the current one. Threads of the library inherit
     * nothing else. Never fails: if a carrier fails, its part of the context is missing, and one warning is logged.
     *
     * @param work runs later
     * @return the same work in the context of the current thread
     */
    public static Runnable carried(Runnable work) {
        Runnable carried = work;
        for (ContextCarrier carrier : ALL) {
            carried = carried(carrier, carried);
        }
        return carried;
    }

    private static Runnable carried(ContextCarrier carrier, Runnable work) {
        try {
            return carrier.carry(work);
        } catch (RuntimeException | LinkageError broken) {
            if (WARNED.compareAndSet(false, true)) {
                log.warn(
                        "Background refreshes and warm-ups run without the context of their caller, because a context"
                                + " carrier failed with {}. Fix the ThreadLocalAccessor that throws it. The stack trace is"
                                + " logged at DEBUG.",
                        Failures.nameOf(broken));
            }
            log.debug("Failure of a context carrier", broken);
            return work;
        }
    }

    private static List<ContextCarrier> load() {
        List<ContextCarrier> found = new ArrayList<>();
        ServiceLoader.load(ContextCarrier.class, ContextCarrier.class.getClassLoader()).stream()
                .forEach(provider -> add(provider, found));
        return List.copyOf(found);
    }

    /** A carrier needs optional libraries: without Micrometer its carrier cannot be created. */
    private static void add(ServiceLoader.Provider<ContextCarrier> provider, List<ContextCarrier> found) {
        try {
            found.add(provider.get());
        } catch (ServiceConfigurationError | LinkageError missing) {
            log.debug("A context carrier is not used", missing);
        }
    }
}
