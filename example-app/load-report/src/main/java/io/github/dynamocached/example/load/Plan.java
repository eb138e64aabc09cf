package io.github.dynamocached.example.load;

import java.time.Duration;
import java.util.List;

/**
 * How much a report measures.
 *
 * @param latencies the times that are added to each request to DynamoDB; there is a table for each
 * @param rate requests for each second
 * @param warmUp as much traffic as a new application can answer, until Java has compiled its code
 * @param leadIn traffic before each measurement
 * @param time of each measurement
 * @param callers of the largest throughput
 * @param saturated how long these callers send
 * @param outages the traffic that meets an outage of Redis
 * @param outage how long Redis is away; the traffic goes on as long before and after it
 */
record Plan(
        List<Duration> latencies,
        double rate,
        Duration warmUp,
        Duration leadIn,
        Duration time,
        int callers,
        Duration saturated,
        List<Traffic> outages,
        Duration outage) {

    private static final int SUBJECTS = Subject.values().length;
    private static final int TRAFFIC = Traffic.values().length;

    /** Until an application answers. */
    private static final Duration START = Duration.ofSeconds(8);

    /** Until the load tool has opened its connections. */
    private static final Duration RUN = Duration.ofMillis(500);

    /** As the requests of the real service take within a region. */
    static final Duration AS_THE_SERVICE = Duration.ofMillis(4);

    /** About a minute: shows that everything works, and large differences. */
    static final Plan QUICK = new Plan(
            List.of(AS_THE_SERVICE),
            100,
            Duration.ofSeconds(3),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            16,
            Duration.ofSeconds(2),
            List.of(Traffic.ZIPF),
            Duration.ofSeconds(3));

    /** About ten minutes: the figures of the page. */
    static final Plan LONG = new Plan(
            List.of(AS_THE_SERVICE, Duration.ZERO),
            200,
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofSeconds(18),
            32,
            Duration.ofSeconds(10),
            List.of(Traffic.values()),
            Duration.ofSeconds(10));

    static Plan named(String name) {
        return switch (name) {
            case "quick" -> QUICK;
            case "long" -> LONG;
            default -> throw new IllegalArgumentException("Unknown length. Use quick or long.");
        };
    }

    /** The steps that the report tells of. */
    int steps() {
        return latencies.size() * SUBJECTS * (2 + TRAFFIC) + outages.size();
    }

    /** How long the whole report takes, about. */
    Duration whole() {
        Duration ofSubject = START.plus(warmUp)
                .plus(leadIn.plus(time).plus(RUN).multipliedBy(TRAFFIC))
                .plus(saturated);
        Duration ofOutage = leadIn.plus(outage.multipliedBy(3)).plus(RUN);
        return ofSubject.multipliedBy((long) latencies.size() * SUBJECTS).plus(ofOutage.multipliedBy(outages.size()));
    }
}
