package io.github.dynamocached.example.page;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The latencies of one second, kept one by one: there are at most some thousand. */
final class Latencies {

    private long[] nanos = new long[1_024];
    private int count;

    synchronized void add(long latency) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = latency;
    }

    /** The percentiles since the last call, or null if there was no latency. */
    @Nullable
    Percentiles drain() {
        long[] drained = copyAndClear();
        if (drained.length == 0) {
            return null;
        }
        Arrays.sort(drained);
        return new Percentiles(at(drained, 0.5), at(drained, 0.95), at(drained, 0.99));
    }

    private synchronized long[] copyAndClear() {
        long[] copy = Arrays.copyOf(nanos, count);
        count = 0;
        return copy;
    }

    private static double at(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }

    /** Percentiles in milliseconds. */
    record Percentiles(double p50, double p95, double p99) {}
}
