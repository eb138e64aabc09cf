package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.StreamState;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.streams.StreamReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health of the cache on this node. It is always up, because methods work without the cache: a health check that fails
 * while Redis is away would take the application down with it. What does not work is told as {@code degraded}.
 *
 * <p>It shows what this node knows. Nothing is sent to Redis or AWS.
 */
final class CacheHealth implements HealthIndicator {

    private final ReadThroughCaches caches;
    private final @Nullable StreamReader streams;

    CacheHealth(ReadThroughCaches caches, @Nullable StreamReader streams) {
        this.caches = caches;
        this.streams = streams;
    }

    @Override
    public Health health() {
        List<String> degraded = new ArrayList<>();
        Health.Builder health = Health.up()
                .withDetail("primaries", primaries(degraded))
                .withDetail("pendingEvictions", pendingEvictions(degraded));
        if (streams != null) {
            health.withDetail("streams", streams(streams, degraded));
        }
        if (!degraded.isEmpty()) {
            health.withDetail("degraded", degraded);
        }
        return health.build();
    }

    private Map<String, Object> primaries(List<String> degraded) {
        List<PrimaryState> primaries = caches.primaries();
        for (PrimaryState primary : primaries) {
            if (primary.reads() != CircuitState.CLOSED) {
                degraded.add(
                        primary.server() + " does not answer reads, so methods are called without the cache for its"
                                + " keys. Check the server and the network. It is used again as soon as it answers.");
            }
            if (primary.evictions() != CircuitState.CLOSED) {
                degraded.add(primary.server() + " does not answer evictions, so they are queued and repeated, and other"
                        + " nodes may return old values until then. Check the server and the network.");
            }
        }
        return ServerDetails.of(primaries);
    }

    /** Those of the caches that have any. */
    private Map<String, Object> pendingEvictions(List<String> degraded) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (ReadThroughCache cache : caches.all()) {
            String name = cache.settings().name();
            OutboxState outbox = cache.outbox();
            boolean isQueued = outbox.queued() > 0 || outbox.wholeCache();
            if (isQueued) {
                degraded.add("Evictions of cache '" + name + "' have been pending for "
                        + ServerDetails.seconds(outbox.oldestAge())
                        + ". Other nodes may return old values until Redis acknowledges them. Check Redis. They are repeated"
                        + " automatically.");
            }
            if (isQueued || outbox.later() > 0) {
                details.put(name, ServerDetails.of(outbox));
            }
        }
        return details;
    }

    private static Map<String, Object> streams(StreamReader reader, List<String> degraded) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (StreamState stream : reader.states()) {
            details.put(stream.table(), detailsOf(stream));
            if (!stream.isWell()) {
                degraded.add(stream.problem().orElseGet(() -> lateness(stream)));
            }
        }
        return details;
    }

    private static Map<String, Object> detailsOf(StreamState stream) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("leader", stream.leader());
        details.put("shards", stream.shards());
        details.put("lag", ServerDetails.seconds(stream.lag()));
        details.put("sweeping", stream.sweeping());
        stream.notWellSince().ifPresent(since -> details.put("notWellSince", since.toString()));
        return details;
    }

    private static String lateness(StreamState stream) {
        return "Changes of table '" + stream.table() + "' by other programs are evicted "
                + ServerDetails.seconds(stream.lag())
                + " late. Search the log for failed calls of this stream and of Redis. If there are none, the stream is too"
                + " large for one node: read it with AWS Lambda and StreamsEvictor.";
    }
}
