package io.github.dynamocached.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the loads of one method usually take, as a moving average. It decides how long others wait for a loader that has
 * died. Loads whose fill was rejected count too. Otherwise leases would be stolen again and again while DynamoDB is slow.
 */
public final class LoadTimes {

    private static final long SHORTEST_PATIENCE = Duration.ofMillis(250).toNanos();
    private static final int PATIENCE = 4;
    private static final int WEIGHT = 8;

    private final AtomicLong usual = new AtomicLong(-1);

    /**
     * A load has ended.
     *
     * @param nanos how long it took
     */
    public void record(long nanos) {
        usual.updateAndGet(before -> before < 0 ? nanos : before + (nanos - before) / WEIGHT);
    }

    /**
     * The usual time, negative while none is known.
     *
     * @return nanoseconds
     */
    public long usual() {
        return usual.get();
    }

    /**
     * How long others wait for a load of the method: four times its usual time, at most the ceiling. At least 250
     * milliseconds, so that a pause of the loader does not look like its death. The ceiling alone while no time is known.
     *
     * @param ceiling the longest wait
     * @return nanoseconds
     */
    public long patience(Duration ceiling) {
        long known = usual.get();
        long most = ceiling.toNanos();
        return known < 0 ? most : Math.min(most, Math.max(SHORTEST_PATIENCE, PATIENCE * known));
    }
}
