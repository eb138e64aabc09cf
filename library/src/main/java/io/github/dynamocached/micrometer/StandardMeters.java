package io.github.dynamocached.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * The meters that Micrometer's binders have for every cache, with the tags that Spring Boot gives them. A registry such as
 * that of Prometheus takes one set of tags per name.
 */
final class StandardMeters {

    private static final String CACHE_MANAGER = "dynamocached";

    private final LongAdder hits = new LongAdder();
    private final Counter misses;
    private final Counter puts;
    private final Counter evictions;

    /**
     * Meters at zero.
     *
     * @param nearHits are counted elsewhere
     */
    StandardMeters(MeterRegistry registry, String cacheName, DoubleSupplier nearHits) {
        Tags tags = Tags.of("cache", cacheName, "cache.manager", CACHE_MANAGER, "name", cacheName);
        FunctionCounter.builder(MeterName.GETS.text(), this, meters -> meters.hits.sum() + nearHits.getAsDouble())
                .description(MeterName.GETS.description())
                .tags(tags)
                .tag("result", "hit")
                .register(registry);
        misses = MeterName.GETS.counter().tags(tags).tag("result", "miss").register(registry);
        puts = MeterName.PUTS.counter().tags(tags).register(registry);
        evictions = MeterName.REMOVALS.counter().tags(tags).register(registry);
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void put() {
        puts.increment();
    }

    void evict() {
        evictions.increment();
    }
}
