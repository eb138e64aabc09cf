package io.github.dynamocached.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The meters that Micrometer's binders have for every cache, with the tags that Spring Boot gives them. A registry such as
 * that of Prometheus takes one set of tags per name.
 */
final class StandardMeters {

    private static final String CACHE_MANAGER = "dynamocached";

    private final Counter hits;
    private final Counter misses;
    private final Counter puts;
    private final Counter evictions;

    StandardMeters(MeterRegistry registry, String cacheName) {
        Tags tags = Tags.of("cache", cacheName, "cache.manager", CACHE_MANAGER, "name", cacheName);
        hits = MeterName.GETS.counter().tags(tags).tag("result", "hit").register(registry);
        misses = MeterName.GETS.counter().tags(tags).tag("result", "miss").register(registry);
        puts = MeterName.PUTS.counter().tags(tags).register(registry);
        evictions = MeterName.REMOVALS.counter().tags(tags).register(registry);
    }

    void get(boolean fromCache) {
        (fromCache ? hits : misses).increment();
    }

    void put() {
        puts.increment();
    }

    void evict() {
        evictions.increment();
    }
}
