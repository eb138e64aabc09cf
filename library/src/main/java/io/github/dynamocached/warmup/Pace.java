package io.github.dynamocached.warmup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Limits what several threads do to one action per interval on average, on monotonic time. */
final class Pace {

    /** Waits. */
    @FunctionalInterface
    interface Sleep {
        void sleep(long nanos) throws InterruptedException;
    }

    private final long interval;
    private final LongSupplier nanos;
    private final Sleep sleep;
    private long free;

    Pace(Duration interval) {
        this(interval, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    Pace(Duration interval, LongSupplier nanos, Sleep sleep) {
        this.interval = interval.toNanos();
        this.nanos = nanos;
        this.sleep = sleep;
        this.free = nanos.getAsLong();
    }

    /** Counts one action, and waits until its interval and those of the earlier ones are over. */
    void done() throws InterruptedException {
        long wait = taken();
        if (wait > 0) {
            sleep.sleep(wait);
        }
    }

    /** The time until the intervals are over. Unused time is not saved up. */
    private synchronized long taken() {
        long now = nanos.getAsLong();
        free = (free - now > 0 ? free : now) + interval;
        return free - now;
    }
}
