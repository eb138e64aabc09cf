package io.github.dynamocached.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once for each method and kind if a key has changed when it is computed again. */
final class ChangedKeys {

    private static final Logger log = LoggerFactory.getLogger(ChangedKeys.class);

    private final String method;
    private final AtomicBoolean warnedOfRefresh = new AtomicBoolean();
    private final AtomicBoolean warnedOfLoad = new AtomicBoolean();

    ChangedKeys(String method) {
        this.method = method;
    }

    /** The key has another value on the refresh thread. */
    void warnOfRefresh() {
        if (warnedOfRefresh.compareAndSet(false, true)) {
            log.warn(
                    "{}: the key has another value on the refresh thread, so results expire and are not refreshed in the"
                            + " background. The key depends on the calling thread, or on an argument that was changed after"
                            + " the call. Use immutable parameters in the key, register a ThreadLocalAccessor with"
                            + " Micrometer's context propagation, or set early-refresh and stale-while-revalidate of the"
                            + " cache to 0.",
                    method);
        }
    }

    /** The key has another value now that the load has ended. */
    void warnOfLoad() {
        if (warnedOfLoad.compareAndSet(false, true)) {
            log.warn(
                    "{}: the key changed while the method ran, so such results are returned but not cached. An argument, or"
                            + " something else that the key depends on, was changed meanwhile. Pass immutable arguments or"
                            + " copies.",
                    method);
        }
    }
}
