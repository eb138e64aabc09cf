package io.github.dynamocached.warmup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps what many threads do to one thing in an interval on average, on monotonic time. */
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

    /** One thing was done: waits until the time that it and those before it may take is over. */
    void done() throws InterruptedException {
        long wait = taken();
        if (wait > 0) {
            sleep.sleep(wait);
        }
    }

    /** Nothing is saved up while nobody comes. */
    private synchronized long taken() {
        long now = nanos.getAsLong();
        free = (free - now > 0 ? free : now) + interval;
        return free - now;
    }
}
