package io.github.dynamocached.redis;

import java.time.Duration;

/**
 * When commands are not sent any more because most of them fail. Reads and evictions are judged apart by the same rule.
 *
 * @param enabled whether there is such a rule at all, default true
 * @param failureRate the share of failed commands from which on none is sent, from 0.01 to 1, default 0.5
 * @param minimumCalls how many commands must have ended before they are judged, from 1 to 10,000, default 10
 * @param window how many of the latest commands are judged, at least as many, up to 10,000, default 20
 * @param pause after which a single command tries again, from 10 milliseconds to an hour, default 2 seconds
 */
public record BreakerSettings(boolean enabled, double failureRate, int minimumCalls, int window, Duration pause) {

    private static final int MOST_CALLS = 10_000;
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** The defaults of all settings. */
    public static final BreakerSettings DEFAULT = new BreakerSettings(true, 0.5, 10, 20, Duration.ofSeconds(2));

    /**
     * Settings, each checked.
     *
     * @param enabled whether there is such a rule at all
     * @param failureRate the share of failed commands
     * @param minimumCalls how many commands are judged at least
     * @param window how many commands are judged at most
     * @param pause the time until the next attempt
     * @throws IllegalArgumentException if one of them is out of its range; the message names it
     */
    public BreakerSettings {
        require(failureRate >= 0.01 && failureRate <= 1, "failure-rate", failureRate, "a share from 0.01 to 1");
        require(
                minimumCalls >= 1 && minimumCalls <= MOST_CALLS,
                "minimum-calls",
                minimumCalls,
                "a number from 1 to " + MOST_CALLS);
        require(
                window >= minimumCalls && window <= MOST_CALLS,
                "window",
                window,
                "a number from that of minimum-calls, which is " + minimumCalls + ", to " + MOST_CALLS);
        require(
                pause.compareTo(SHORTEST) >= 0 && pause.compareTo(LONGEST) <= 0,
                "pause",
                pause,
                "a duration from " + SHORTEST + " to " + LONGEST);
    }

    private static void require(boolean holds, String setting, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "redis.circuit-breaker." + setting + " is " + value + ". Use " + range + ".");
        }
    }
}
