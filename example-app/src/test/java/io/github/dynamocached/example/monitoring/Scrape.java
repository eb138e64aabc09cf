package io.github.dynamocached.example.monitoring;

import io.github.dynamocached.example.ServiceClient;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Prometheus has scraped from a running service.
 *
 * @param values the values by names with tags
 */
record Scrape(Map<String, Double> values) {

    static Scrape of(ServiceClient service) {
        Map<String, Double> values = new TreeMap<>();
        service.get("/actuator/prometheus")
                .response()
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    values.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
                });
        return new Scrape(values);
    }

    /** How much a counter has grown, which may have been there or not. */
    double since(Scrape before, String name) {
        return values.getOrDefault(name, 0.0) - before.values.getOrDefault(name, 0.0);
    }
}
