package io.github.dynamocached;

import java.time.Duration;

/**
 * How long the cache may delay a caller, whatever the server does. While this JVM has no processor to read its answers, a
 * command may take up to five times as long.
 *
 * @param call for all cache work of one read before its method runs. The fill has the same time again. The wait for the
 *     load of another node is not included: {@link CacheSettings#lockWait()} limits it
 * @param evict for one eviction
 * @param loads how many loads run at once on this node while the server does not answer, 0 for any number. Others wait for
 *     {@link CacheSettings#lockWait()} at most, then run too
 */
public record Budgets(Duration call, Duration evict, int loads) {

    private static final int MOST_LOADS = 100_000;

    /** 100 milliseconds for a read, a second for an eviction. */
    public static final Budgets DEFAULT = new Budgets(Duration.ofMillis(100), Duration.ofSeconds(1));

    /**
     * Checks the budgets.
     *
     * @param call for all cache work of one read
     * @param evict for one eviction
     * @param loads how many loads run at once without the server, 0 for any number
     * @throws IllegalArgumentException if a budget is shorter than a millisecond, or the number is not from 0 to 100,000
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
     * Budgets without a limit for loads.
     *
     * @param call for all cache work of one read
     * @param evict for one eviction
     * @throws IllegalArgumentException if a budget is shorter than a millisecond
     */
    public Budgets(Duration call, Duration evict) {
        this(call, evict, 0);
    }

    /**
     * These budgets with another limit for loads.
     *
     * @param most how many loads run at once without the server, 0 for any number
     * @return the budgets
     * @throws IllegalArgumentException if the number is not from 0 to 100,000
     */
    public Budgets withLoads(int most) {
        return new Budgets(call, evict, most);
    }
}
