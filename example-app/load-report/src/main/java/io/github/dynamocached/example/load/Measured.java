package io.github.dynamocached.example.load;

import java.time.Duration;

/**
 * What one run of traffic measured.
 *
 * @param recording the times of the answers
 * @param time how long requests were sent
 * @param answers what the headers of the answers said
 * @param application the cores that the application used, and its memory
 * @param redis the cores that Redis used, and its memory
 */
record Measured(Recording recording, Duration time, Answers answers, Share application, Share redis) {

    /** Rounded, because an open load begins at random times. */
    long aSecond(Times times) {
        return Math.round(times.answers() / seconds());
    }

    double readUnitsASecond() {
        return answers.readUnits() / seconds();
    }

    private double seconds() {
        return time.toMillis() / 1_000.0;
    }

    /**
     * What a process used meanwhile.
     *
     * @param cores the processor time for each second
     * @param memory at the end, in bytes
     */
    record Share(double cores, long memory) {

        static Share between(Usage before, Usage after) {
            return new Share(after.coresSince(before), after.memory());
        }
    }
}
