package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * What shadow loads may consume: a share of what hits have saved in the last minute. Only sampled hits are counted, and each
 * stands for as many as the sample rate says. All numbers are halves of a read capacity unit.
 */
final class ShadowShare {

    /** What the cheapest read costs. */
    static final int LEAST = 1;

    private static final int CELLS = 60;
    private static final long CELL = Duration.ofSeconds(1).toNanos();

    private final double perSample;
    private final Timing timing;
    private final LongAdder saved = new LongAdder();
    private final long[] savedIn = new long[CELLS];
    private final long[] spentIn = new long[CELLS];
    private long newest;
    private long reserved;

    /**
     * A share of nothing.
     *
     * @param perSample what may be consumed for each half of a unit that a sampled hit has saved
     */
    ShadowShare(double perSample, Timing timing) {
        this.perSample = perSample;
        this.timing = timing;
        this.newest = timing.nanos() / CELL;
    }

    /** A sampled hit has saved the cost of its load. A cost that is not known counts as the least. */
    void saved(int halves) {
        saved.add(Math.max(LEAST, halves));
    }

    /** Sets aside what loads will consume. False if the share does not allow that. */
    synchronized boolean reserve(long halves) {
        roll();
        long allSaved = 0;
        long allSpent = reserved + halves;
        for (int i = 0; i < CELLS; i++) {
            allSaved += savedIn[i];
            allSpent += spentIn[i];
        }
        boolean fits = allSpent <= allSaved * perSample;
        reserved += fits ? halves : 0;
        return fits;
    }

    /** A load has consumed something. */
    synchronized void spent(long halves) {
        roll();
        spentIn[cell()] += halves;
    }

    /** What was set aside is over. */
    synchronized void release(long halves) {
        reserved -= halves;
    }

    private void roll() {
        long now = timing.nanos() / CELL;
        for (long cell = Math.max(newest + 1, now - CELLS + 1); cell <= now; cell++) {
            savedIn[(int) Math.floorMod(cell, (long) CELLS)] = 0;
            spentIn[(int) Math.floorMod(cell, (long) CELLS)] = 0;
        }
        newest = Math.max(newest, now);
        savedIn[cell()] += saved.sumThenReset();
    }

    private int cell() {
        return (int) Math.floorMod(newest, (long) CELLS);
    }
}
