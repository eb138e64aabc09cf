package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Shows the caches of this node and single entries, and evicts. It shows values only if a property
 * allows that. A cache that does not exist is not found,
 * and none is created for the question.
 */
@Endpoint(id = "dynamocached")
final class CacheEndpoint {

    private final ReadThroughCaches caches;
    private final Supplier<DynamoCaches> access;
    private final SettingsInForce settings;
    private final @Nullable CacheCounts counts;
    private final boolean isEachShown;

    /**
     * @param counts null without meters
     * @param isEachShown whether everybody may see values
     */
    CacheEndpoint(
            ReadThroughCaches caches,
            Supplier<DynamoCaches> access,
            SettingsInForce settings,
            @Nullable CacheCounts counts,
            boolean isEachShown) {
        this.caches = caches;
        this.access = access;
        this.settings = settings;
        this.counts = counts;
        this.isEachShown = isEachShown;
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
        return entry(cache, key, isEachShown);
    }

    @Nullable
    Map<String, Object> entry(String cache, String[] key, boolean showsValue) {
        return access(cache)
                .map(found -> new EntryDetails(found.look((Object[]) key), showsValue ? fields(cache, key) : Map.of())
                        .asMap())
                .orElse(null);
    }

    private Map<String, byte[]> fields(String cache, String[] key) {
        return caches.fields(CacheKey.of(cache, List.of(key)));
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
        details.put("methods", settings.ofMethods(cache));
        if (counts != null) {
            Map<String, Long> reads = counts.readsOf(cache.settings().name());
            details.put("reads", reads);
            hitRatio(reads).ifPresent(ratio -> details.put("hitRatio", ratio));
            details.put("readUnits", counts.unitsOf(cache.settings().name()));
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
}
