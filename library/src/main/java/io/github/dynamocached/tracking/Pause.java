package io.github.dynamocached.tracking;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time until the next attempt to open a channel: short after the first failure, and twice as long after each further one. A
 * channel that was open for some seconds is no failure. Used by one thread.
 */
final class Pause {

    static final long FIRST_MILLIS = 50;
    static final long LONGEST_MILLIS = 5_000;

    /** A server that refuses something goes on to do so until somebody grants it. */
    static final long LONGEST_REFUSED_MILLIS = 60_000;

    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanos;
    private long next = FIRST_MILLIS;
    private long opened;
    private boolean isOpen;
    private boolean isUnderWay;

    Pause(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether no attempt is due yet. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    /** A channel is open. */
    void opened() {
        isOpen = true;
        opened = nanos.getAsLong();
    }

    /** A channel has ended, or did not open. Returns how long to wait in milliseconds. */
    long begin(boolean wasRefused) {
        if (isOpen && nanos.getAsLong() - opened >= STEADY_NANOS) {
            next = FIRST_MILLIS;
        }
        isOpen = false;
        isUnderWay = true;
        long millis = next;
        next = Math.min(2 * millis, wasRefused ? LONGEST_REFUSED_MILLIS : LONGEST_MILLIS);
        return millis;
    }

    /** The wait is over. */
    void end() {
        isUnderWay = false;
    }
}
