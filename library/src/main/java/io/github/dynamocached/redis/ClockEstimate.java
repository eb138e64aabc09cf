package io.github.dynamocached.redis;

/**
 * What this node knows of a server's clock: at one instant of the node's monotonic time, the server's time lay between
 * two bounds.
 *
 * <p>It is Cristian's algorithm. A server that was asked for its time answered at some instant between the sending and
 * the receiving, so that at the receiving its clock had gone on by at most the round trip. Two such intervals, brought to
 * one instant, both hold the server's time, so their intersection does: the tightest of recent intervals counts, however
 * slow the other replies were. An interval widens by {@value #DRIFT_PER_MILLION} parts per million with time, the most by
 * which two disciplined clocks drift apart. If two intervals do not meet, the server's clock was set, and the newer one
 * counts alone.
 *
 * @param atNanos the instant, in nanoseconds of {@link System#nanoTime()}
 * @param earliestMicros the lower bound in microseconds since the epoch
 * @param latestMicros the upper bound in microseconds since the epoch
 */
record ClockEstimate(long atNanos, long earliestMicros, long latestMicros) {

    private static final long DRIFT_PER_MILLION = 500;

    /** The estimate that one reply gives. */
    static ClockEstimate measured(long sentNanos, long receivedNanos, long serverMicros) {
        long roundTrip = (receivedNanos - sentNanos) / 1000 + 1;
        return new ClockEstimate(receivedNanos, serverMicros, serverMicros + roundTrip);
    }

    /** This estimate made tighter by a newer one. */
    ClockEstimate with(ClockEstimate newer) {
        long earliest = Math.max(earliestMicrosAt(newer.atNanos), newer.earliestMicros);
        long latest = Math.min(latestMicrosAt(newer.atNanos), newer.latestMicros);
        return earliest <= latest ? new ClockEstimate(newer.atNanos, earliest, latest) : newer;
    }

    /** The greatest time that the server's clock may show at an instant, in whole milliseconds. */
    long latestMillisAt(long nanos) {
        return Math.floorDiv(latestMicrosAt(nanos), 1000L);
    }

    long latestMicrosAt(long nanos) {
        long elapsed = (nanos - atNanos) / 1000;
        return latestMicros + elapsed + drift(elapsed);
    }

    long earliestMicrosAt(long nanos) {
        long elapsed = (nanos - atNanos) / 1000;
        return earliestMicros + elapsed - drift(elapsed);
    }

    private static long drift(long elapsedMicros) {
        return Math.abs(elapsedMicros) * DRIFT_PER_MILLION / 1_000_000 + 1;
    }
}
