package io.github.dynamocached.load;

import io.github.dynamocached.ContextCarrier;
import io.github.dynamocached.ValueCodecException;
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
     * Work for another thread, within the context of the current one. Threads of the library inherit nothing else. Never
     * fails: where a carrier does, a warning says so once, and its part of the context stays behind.
     *
     * @param work runs later
     * @return the same work, within the context of the current thread
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
                        "The context of a thread was not carried to a background refresh or a warm-up, because of a {}."
                                + " Fix the ThreadLocalAccessor that throws it; the debug log has the stack trace.",
                        ValueCodecException.nameOf(broken));
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

    /** What a carrier stands on is optional: without Micrometer's library its carrier cannot be created. */
    private static void add(ServiceLoader.Provider<ContextCarrier> provider, List<ContextCarrier> found) {
        try {
            found.add(provider.get());
        } catch (ServiceConfigurationError | LinkageError missing) {
            log.debug("A context carrier is not used", missing);
        }
    }
}
