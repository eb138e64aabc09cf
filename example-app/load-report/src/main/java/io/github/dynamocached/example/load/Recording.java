package io.github.dynamocached.example.load;

import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.http.statistics.HttpStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The answers of one run of traffic: how long each took, second by second. */
final class Recording {

    private final Map<Call, List<Second>> seconds = new EnumMap<>(Call.class);
    private long waited;

    /** Adds what the load tool counted in one second. */
    void add(Call call, int second, StatisticsSnapshot snapshot) {
        HttpStats statuses = HttpStats.get(snapshot);
        int refused = statuses.status_4xx + statuses.status_5xx + statuses.status_other;
        int broken = snapshot.connectionErrors + snapshot.requestTimeouts + snapshot.internalErrors;
        add(call, second, snapshot.histogram, refused + broken);
        addWaiting(Duration.ofNanos(snapshot.blockedTime));
    }

    synchronized void addWaiting(Duration time) {
        waited += time.toNanos();
    }

    /** How long requests together waited for a connection of the load tool. Their own times do not include it. */
    synchronized Duration waited() {
        return Duration.ofNanos(waited);
    }

    /** Adds the nanoseconds of answers, and the number of requests that failed. */
    synchronized void add(Call call, int second, Histogram nanos, long failures) {
        List<Second> ofCall = seconds.computeIfAbsent(call, any -> new ArrayList<>());
        while (ofCall.size() <= second) {
            ofCall.add(new Second());
        }
        ofCall.get(second).add(nanos, failures);
    }

    boolean hasWrites() {
        return seconds.keySet().stream().anyMatch(Call::isWrite);
    }

    /** All answers, of all kinds. */
    Times all() {
        return times(call -> true, 0, Integer.MAX_VALUE);
    }

    Times reads() {
        return reads(0, Integer.MAX_VALUE);
    }

    /** The reads of some seconds: of the first one, and up to but not with the last one. */
    Times reads(int from, int to) {
        return times(call -> !call.isWrite(), from, to);
    }

    Times writes() {
        return times(Call::isWrite, 0, Integer.MAX_VALUE);
    }

    private synchronized Times times(Predicate<Call> wanted, int from, int to) {
        Second sum = new Second();
        seconds.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .flatMap(entry -> part(entry.getValue(), from, to))
                .forEach(second -> sum.add(second.nanos, second.failures));
        return new Times(sum.nanos, sum.failures);
    }

    private static Stream<Second> part(List<Second> seconds, int from, int to) {
        return seconds.subList(Math.min(from, seconds.size()), Math.min(to, seconds.size())).stream();
    }

    private static final class Second {

        private static final int DIGITS = 3;

        private final Histogram nanos = new Histogram(DIGITS);
        private long failures;

        private void add(Histogram more, long failed) {
            nanos.add(more);
            failures += failed;
        }
    }
}
