package io.github.dynamocached.tracking;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what servers refuse: each reason once for a server and not for each attempt, and when it is over. Used by one thread. */
final class TrackingLog {

    private static final Logger log = LoggerFactory.getLogger(Trackings.class);

    private final Map<String, TrackingRefusal> refused = new HashMap<>();

    void refused(TrackedPrimary server, TrackingRefusal refusal, TrackedKeys keys) {
        if (!refusal.equals(refused.put(server.name(), refusal))) {
            log.warn("{}", refusal.told(server, keys));
        }
    }

    void accepted(TrackedPrimary server) {
        if (refused.remove(server.name()) != null) {
            log.info("{} tells what changes, so near caches keep its values", server.name());
        }
    }
}
