package io.github.dynamocached.example.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that a report measured. */
final class Results {

    private final Map<Duration, Map<Traffic, Map<Subject, Measured>>> open = new LinkedHashMap<>();
    private final Map<Duration, Map<Subject, Measured>> closed = new LinkedHashMap<>();
    private final Map<Traffic, Measured> outages = new EnumMap<>(Traffic.class);

    void addOpen(Duration latency, Traffic traffic, Subject subject, Measured measured) {
        open.computeIfAbsent(latency, any -> new EnumMap<>(Traffic.class))
                .computeIfAbsent(traffic, any -> new EnumMap<>(Subject.class))
                .put(subject, measured);
    }

    void addClosed(Duration latency, Subject subject, Measured measured) {
        closed.computeIfAbsent(latency, any -> new EnumMap<>(Subject.class)).put(subject, measured);
    }

    void addOutage(Traffic traffic, Measured measured) {
        outages.put(traffic, measured);
    }

    /** By added latency, traffic and subject. */
    Map<Traffic, Map<Subject, Measured>> open(Duration latency) {
        return open.getOrDefault(latency, Map.of());
    }

    /** How long requests of open loads together waited in the load tool, which would be missing in their times. */
    Duration waited() {
        return Stream.concat(
                        open.values().stream()
                                .flatMap(byTraffic -> byTraffic.values().stream())
                                .flatMap(bySubject -> bySubject.values().stream()),
                        outages.values().stream())
                .map(measured -> measured.recording().waited())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The largest throughput, by added latency and subject. */
    Map<Duration, Map<Subject, Measured>> closed() {
        return closed;
    }

    /** With the cache, through an outage of Redis. */
    Map<Traffic, Measured> outages() {
        return outages;
    }
}
