package io.github.dynamocached.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns, once for each method and kind, of keys that were another one when they were computed again. */
final class ChangedKeys {

    private static final Logger log = LoggerFactory.getLogger(ChangedKeys.class);

    private final String method;
    private final AtomicBoolean warnedOfRefresh = new AtomicBoolean();
    private final AtomicBoolean warnedOfLoad = new AtomicBoolean();

    ChangedKeys(String method) {
        this.method = method;
    }

    /** The key is another one where a refresh would load. */
    void warnOfRefresh() {
        if (warnedOfRefresh.compareAndSet(false, true)) {
            log.warn(
                    "{}: its key is another one on the thread that refreshes it, so such values expire and are not"
                            + " refreshed in the background. The key depends on the calling thread, or on an argument"
                            + " that was changed after the call. Make the key of immutable parameters, or register a"
                            + " ThreadLocalAccessor with Micrometer's context propagation, or set early-refresh and"
                            + " stale-while-revalidate of its cache to 0.",
                    method);
        }
    }

    /** The key is another one now that the load has ended. */
    void warnOfLoad() {
        if (warnedOfLoad.compareAndSet(false, true)) {
            log.warn(
                    "{}: its key changed while the method ran, so such results are returned but not cached. An argument"
                            + " was changed meanwhile, or what else the key depends on. Pass immutable arguments, or"
                            + " copies.",
                    method);
        }
    }
}
