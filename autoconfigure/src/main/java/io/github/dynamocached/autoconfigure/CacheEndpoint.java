package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Shows the caches of this node and single entries, and evicts. It never shows a value. A cache that does not exist is not found,
 * and none is created for the question.
 */
@Endpoint(id = "dynamocached")
final class CacheEndpoint {

    private final ReadThroughCaches caches;
    private final Supplier<DynamoCaches> access;
    private final SettingsInForce settings;
    private final @Nullable CacheCounts counts;

    /** @param counts null without meters */
    CacheEndpoint(
            ReadThroughCaches caches,
            Supplier<DynamoCaches> access,
            SettingsInForce settings,
            @Nullable CacheCounts counts) {
        this.caches = caches;
        this.access = access;
        this.settings = settings;
        this.counts = counts;
    }

    /** All caches. */
    @ReadOperation
    public Map<String, Object> caches() {
        Map<String, Object> byName = new LinkedHashMap<>();
        caches.all().forEach(cache -> byName.put(cache.settings().name(), detailsOf(cache)));
        return Map.of("caches", byName, "primaries", ServerDetails.of(caches.primaries()));
    }

    /** One cache, null if it does not exist. */
    @ReadOperation
    public @Nullable Map<String, Object> cache(@Selector String cache) {
        return find(cache).map(this::detailsOf).orElse(null);
    }

    /** What Redis holds under a key, null if the cache does not exist. The segments of the path are the parts of the key. */
    @ReadOperation
    public @Nullable Map<String, Object> entry(
            @Selector String cache, @Selector(match = Selector.Match.ALL_REMAINING) String[] key) {
        return access(cache).map(found -> detailsOf(found.look((Object[]) key))).orElse(null);
    }

    /** Evicts a key. */
    @DeleteOperation
    public @Nullable Map<String, Object> evict(
            @Selector String cache, @Selector(match = Selector.Match.ALL_REMAINING) String[] key) {
        return access(cache)
                .map(found -> acknowledged(found.evict((Object[]) key)))
                .orElse(null);
    }

    /** Evicts all keys of a cache. */
    @DeleteOperation
    public @Nullable Map<String, Object> evictAll(@Selector String cache) {
        return access(cache).map(found -> acknowledged(found.evictAll())).orElse(null);
    }

    private Optional<ReadThroughCache> find(String name) {
        return caches.all().stream()
                .filter(cache -> cache.settings().name().equals(name))
                .findFirst();
    }

    private Optional<DynamoCache> access(String name) {
        return find(name).map(exists -> access.get().cache(name));
    }

    private static Map<String, Object> acknowledged(boolean acknowledged) {
        return Map.of("acknowledged", acknowledged);
    }

    private Map<String, Object> detailsOf(ReadThroughCache cache) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("settings", settings.of(cache));
        if (counts != null) {
            Map<String, Long> reads = counts.readsOf(cache.settings().name());
            details.put("reads", reads);
            hitRatio(reads).ifPresent(ratio -> details.put("hitRatio", ratio));
        }
        details.put("pendingEvictions", ServerDetails.of(cache.outbox()));
        return details;
    }

    /** The share of reads that the cache has answered, none before the first read. */
    private static Optional<Double> hitRatio(Map<String, Long> reads) {
        long all = reads.values().stream().mapToLong(Long::longValue).sum();
        long hits = reads.entrySet().stream()
                .filter(count -> count.getKey().endsWith("hit"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return all == 0 ? Optional.empty() : Optional.of((double) hits / all);
    }

    private static Map<String, Object> detailsOf(EntryState entry) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("timeToLive", text(entry.timeToLive()));
        details.put("holdOff", text(entry.holdOff()));
        details.put("fences", entry.fences());
        List<Map<String, Object>> variants =
                entry.variants().stream().map(CacheEndpoint::detailsOf).toList();
        details.put("variants", variants);
        return details;
    }

    private static Map<String, Object> detailsOf(VariantState variant) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("variant", variant.variant());
        details.put("freshness", variant.freshness().name().toLowerCase(Locale.ROOT));
        details.put("negative", variant.negative());
        details.put("leased", variant.leased());
        details.put("bytes", variant.bytes());
        details.put("age", text(variant.age()));
        details.put("freshFor", text(variant.freshFor()));
        details.put("staleFor", text(variant.staleFor()));
        details.put("loadTime", text(variant.loadTime()));
        return details;
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
