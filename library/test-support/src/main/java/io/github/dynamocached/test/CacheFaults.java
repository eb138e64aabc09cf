package io.github.dynamocached.test;

import java.time.Duration;

/** What goes wrong with the store of the caches, until {@link #end()} or the next test. Used by any thread. */
public final class CacheFaults {

    private volatile boolean away;
    private volatile boolean rejectsFills;
    private volatile Duration delay = Duration.ZERO;

    CacheFaults() {}

    /** From now on every command fails, as while Redis is away. Evictions are kept and sent again after {@link #end()}. */
    public void away() {
        away = true;
    }

    /**
     * From now on every answer comes late. Commands that take longer than their budget are given up.
     *
     * @param time how late
     */
    public void slow(Duration time) {
        delay = time;
    }

    /** From now on no value is stored, as if each had been evicted during its load. */
    public void rejectFills() {
        rejectsFills = true;
    }

    /** Everything works again. */
    public void end() {
        away = false;
        rejectsFills = false;
        delay = Duration.ZERO;
    }

    boolean isAway() {
        return away;
    }

    boolean rejectsFills() {
        return rejectsFills;
    }

    Duration delay() {
        return delay;
    }
}
