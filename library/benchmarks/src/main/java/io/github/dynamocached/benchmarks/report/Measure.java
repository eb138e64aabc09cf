package io.github.dynamocached.benchmarks.report;

import java.util.Arrays;

/**
 * One measurement of a row.
 *
 * @param throughput operations per millisecond, of all threads together
 * @param cpuMicros processor time of the JVM for one operation
 * @param bytes allocated bytes for one operation
 */
record Measure(double throughput, double cpuMicros, double bytes) {

    String line() {
        return throughput + " " + cpuMicros + " " + bytes;
    }

    static Measure of(String line) {
        double[] numbers = Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Measure(numbers[0], numbers[1], numbers[2]);
    }

    /** The time of one call, if so many threads call. */
    double nanos(int threads) {
        return threads * 1_000_000 / throughput;
    }
}
