package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.PrimaryState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How health and endpoint show primaries and pending evictions. */
final class ServerDetails {

    private ServerDetails() {}

    static Map<String, Object> of(List<PrimaryState> primaries) {
        Map<String, Object> details = new LinkedHashMap<>();
        primaries.forEach(primary -> details.put(
                primary.server(), Map.of("reads", wordOf(primary.reads()), "evictions", wordOf(primary.evictions()))));
        return details;
    }

    private static String wordOf(CircuitState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> of(OutboxState outbox) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("queued", outbox.queued());
        details.put("later", outbox.later());
        details.put("wholeCache", outbox.wholeCache());
        details.put("oldestAge", seconds(outbox.oldestAge()));
        return details;
    }

    static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
