package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * What the caches of this application are. It sends nothing to Redis.
 *
 * @param caches the caches that are used so far
 * @param properties whether and where they are
 */
record CacheInfo(ReadThroughCaches caches, DynamoCachedProperties properties) implements InfoContributor {

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> byName = new LinkedHashMap<>();
        caches.all().forEach(cache -> byName.put(cache.settings().name(), detailsOf(cache)));
        builder.withDetail(
                "dynamocached",
                Map.of("enabled", properties.enabled(), "keyPrefix", properties.keyPrefix(), "caches", byName));
    }

    private static Map<String, String> detailsOf(ReadThroughCache cache) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("ttl", PropertyTypes.text(cache.settings().ttl()));
        details.put("consistency", cache.consistency().name().toLowerCase(Locale.ROOT));
        return details;
    }
}
