package io.github.dynamocached.example.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** Results that are easy to calculate with. */
final class Samples {

    static final Duration ADDED = Plan.AS_THE_SERVICE;

    private Samples() {}

    static Histogram millis(LongStream millis) {
        Histogram nanos = new Histogram(3);
        millis.map(TimeUnit.MILLISECONDS::toNanos).forEach(nanos::recordValue);
        return nanos;
    }

    /** Reads of 1 to 1,000 milliseconds in the first of six seconds, and one of so many milliseconds in each other. */
    static Measured measured(long otherMillis) {
        Recording recording = new Recording();
        recording.add(Call.USER, 0, millis(LongStream.rangeClosed(1, 1_000)), 2);
        for (int second = 1; second < 6; second++) {
            recording.add(Call.CONTEXT, second, millis(LongStream.of(otherMillis)), 0);
        }
        Answers answers = new Answers();
        answers.header("X-Cache", "HIT");
        answers.header("X-Read-Units", "9");
        return new Measured(
                recording,
                Duration.ofSeconds(6),
                answers,
                new Measured.Share(0.5, 300L << 20),
                new Measured.Share(0.05, 5L << 20));
    }

    static Results results() {
        Results results = new Results();
        for (Subject subject : Subject.values()) {
            for (Traffic traffic : Traffic.values()) {
                results.addOpen(ADDED, traffic, subject, measured(subject == Subject.WITH ? 1 : 6));
            }
            results.addClosed(ADDED, subject, measured(3));
        }
        results.addOutage(Traffic.ZIPF, measured(7));
        return results;
    }
}
