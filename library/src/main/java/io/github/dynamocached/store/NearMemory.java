package io.github.dynamocached.store;

import io.github.dynamocached.RefusedSettingException;
import java.time.Duration;

/**
 * The memory in which a node keeps values of its near caches, and for how long.
 *
 * @param entries the memory
 * @param ttl how long a value is kept at most without asking the server, at least a millisecond
 * @param lag how long after an eviction on another node was acknowledged a read may still return the old value, from 20
 *     milliseconds to 10 seconds. The server is asked four times in this time
 */
public record NearMemory(NearEntries entries, Duration ttl, Duration lag) {

    /** For how long a value is kept unless something else is set. */
    public static final Duration TTL = Duration.ofSeconds(10);

    /** How far a node may be behind evictions of others unless something else is set. */
    public static final Duration LAG = Duration.ofMillis(100);

    private static final Duration LEAST_LAG = Duration.ofMillis(20);
    private static final Duration GREATEST_LAG = Duration.ofSeconds(10);
    private static final Duration GREATEST_TTL = Duration.ofDays(1);

    /**
     * A memory.
     *
     * @param entries the memory
     * @param ttl how long a value is kept at most
     * @param lag how far the node may be behind
     * @throws RefusedSettingException if a duration is out of its range
     */
    public NearMemory {
        checkTtl(ttl);
        checkLag(lag);
    }

    /**
     * Checks how long a value is to be kept.
     *
     * @param ttl the time
     * @throws RefusedSettingException if it is out of its range
     */
    public static void checkTtl(Duration ttl) {
        if (ttl.toMillis() < 1 || ttl.compareTo(GREATEST_TTL) > 0) {
            throw new RefusedSettingException("", "near.ttl", ttl, "a duration from 1ms to 1d");
        }
    }

    /**
     * Checks how far a node may be behind.
     *
     * @param lag the time
     * @throws RefusedSettingException if it is out of its range
     */
    public static void checkLag(Duration lag) {
        if (lag.compareTo(LEAST_LAG) < 0 || lag.compareTo(GREATEST_LAG) > 0) {
            throw new RefusedSettingException("", "near.lag", lag, "a duration from 20ms to 10s");
        }
    }
}
