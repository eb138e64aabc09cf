package io.github.dynamocached;

import java.time.Duration;

/**
 * How long the cache may keep a caller, whatever the server does.
 *
 * @param call for all cache work of one read before its method runs; the fill has the same again. Waiting for another
 *     node's load is not cache work: it is bounded by {@link CacheSettings#lockWait()}
 * @param evict for one eviction
 * @param loads how many loads of this node run at once while the server does not answer, 0 for any number. Further ones
 *     wait, {@link CacheSettings#lockWait()} at most, and then go all the same
 */
public record Budgets(Duration call, Duration evict, int loads) {

    private static final int MOST_LOADS = 100_000;

    /** 100 milliseconds for a read, a second for an eviction. */
    public static final Budgets DEFAULT = new Budgets(Duration.ofMillis(100), Duration.ofSeconds(1));

    /**
     * Budgets of at least a millisecond.
     *
     * @param call for all cache work of one read
     * @param evict for one eviction
     * @param loads how many loads run at once without the server, 0 for any number
     * @throws IllegalArgumentException if one of the budgets is shorter, or the number is not from 0 to 100,000
     */
    public Budgets {
        if (loads < 0 || loads > MOST_LOADS) {
            throw new RefusedSettingException("", "load-limit", loads, "a number from 0 to " + MOST_LOADS);
        }
        if (call.toMillis() < 1 || evict.toMillis() < 1) {
            throw new IllegalArgumentException("The budgets are " + call + " for a call and " + evict
                    + " for an eviction. Use a millisecond or more for both.");
        }
    }

    /**
     * Budgets without a bound for loads.
     *
     * @param call for all cache work of one read
     * @param evict for one eviction
     * @throws IllegalArgumentException if one of them is shorter than a millisecond
     */
    public Budgets(Duration call, Duration evict) {
        this(call, evict, 0);
    }

    /**
     * These budgets with another bound for loads.
     *
     * @param most how many loads run at once without the server, 0 for any number
     * @return the budgets
     * @throws IllegalArgumentException if the number is not from 0 to 100,000
     */
    public Budgets withLoads(int most) {
        return new Budgets(call, evict, most);
    }
}
