package io.github.dynamocached.autoconfigure;

import io.micrometer.core.instrument.Meter;
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
        return meters("dynamocached.reads", cacheName).stream()
                .collect(Collectors.toMap(
                        meter -> String.valueOf(meter.getId().getTag("result")),
                        meter -> Math.round(countOf(meter)),
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
        return meters(name, cacheName).stream()
                .mapToDouble(RegistryCounts::countOf)
                .sum();
    }

    /** A counter, or a function that reads what the cache counts itself: both measure their count alone. */
    private static double countOf(Meter meter) {
        return meter.measure().iterator().next().getValue();
    }

    private Collection<Meter> meters(String name, String cacheName) {
        return registry.find(name).tag("cache", cacheName).meters();
    }
}
