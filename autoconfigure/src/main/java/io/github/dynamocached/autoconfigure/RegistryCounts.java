package io.github.dynamocached.autoconfigure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The counts of the meters themselves.
 *
 * @param registry has the meters
 */
record RegistryCounts(MeterRegistry registry) implements CacheCounts {

    @Override
    public Map<String, Long> readsOf(String cacheName) {
        return counters("dynamocached.reads", cacheName).stream()
                .collect(Collectors.toMap(
                        counter -> String.valueOf(counter.getId().getTag("result")),
                        counter -> Math.round(counter.count()),
                        Long::sum,
                        TreeMap::new));
    }

    @Override
    public Map<String, Double> unitsOf(String cacheName) {
        return Map.of(
                "consumed",
                sum("dynamocached.units.consumed", cacheName),
                "saved",
                sum("dynamocached.units.saved", cacheName));
    }

    private double sum(String name, String cacheName) {
        return counters(name, cacheName).stream().mapToDouble(Counter::count).sum();
    }

    private Collection<Counter> counters(String name, String cacheName) {
        return registry.find(name).tag("cache", cacheName).counters();
    }
}
