package io.github.dynamocached.cache;

import java.time.Duration;

/**
 * How long the cache may keep a caller, whatever the server does.
 *
 * @param call for all cache work of one read before its method runs; the fill has the same again. Waiting for another
 *     node's load is not cache work: it is bounded by {@link CacheSettings#lockWait()}
 * @param evict for one eviction
 */
public record Budgets(Duration call, Duration evict) {

    /** 100 milliseconds for a read, a second for an eviction. */
    public static final Budgets DEFAULT = new Budgets(Duration.ofMillis(100), Duration.ofSeconds(1));

    /**
     * Budgets of at least a millisecond.
     *
     * @param call for all cache work of one read
     * @param evict for one eviction
     * @throws IllegalArgumentException if one of them is shorter
     */
    public Budgets {
        if (call.toMillis() < 1 || evict.toMillis() < 1) {
            throw new IllegalArgumentException("The budgets are " + call + " for a call and " + evict
                    + " for an eviction. Use a millisecond or more for both.");
        }
    }
}
