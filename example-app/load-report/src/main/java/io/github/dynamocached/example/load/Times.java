package io.github.dynamocached.example.load;

import org.HdrHistogram.Histogram;

/**
 * How long answers took.
 *
 * @param nanos of each answer
 * @param failures requests without an answer, or with an error as their answer
 */
record Times(Histogram nanos, long failures) {

    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    long answers() {
        return nanos.getTotalCount();
    }

    double averageMillis() {
        return nanos.getMean() / NANOS_OF_A_MILLISECOND;
    }

    /** The time that so many percent of the answers did not exceed. */
    double percentileMillis(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_OF_A_MILLISECOND;
    }

    double longestMillis() {
        return nanos.getMaxValue() / NANOS_OF_A_MILLISECOND;
    }
}
