package io.github.dynamocached.breaker;

import io.github.dynamocached.RefusedSettingException;
import java.time.Duration;

/**
 * Settings of the circuit breakers. Each primary has two, one for reads and one for evictions.
 *
 * @param enabled whether there are circuit breakers, default true
 * @param failureRate the share of failed commands that opens a breaker, from 0.01 to 1, default 0.5
 * @param minimumCalls the number of commands before a breaker may open, from 1 to 10,000, default 10
 * @param window the number of latest commands that count, from minimumCalls to 10,000, default 20
 * @param pause the longest pause between two probes, from 10 milliseconds to an hour, default 2 seconds. The first pause is
 *     a sixteenth of it, and each further one is twice as long
 */
public record BreakerSettings(boolean enabled, double failureRate, int minimumCalls, int window, Duration pause) {

    private static final int MOST_CALLS = 10_000;
    private static final int FIRST_PAUSE = 16;
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** The defaults of all settings. */
    public static final BreakerSettings DEFAULT = new BreakerSettings(true, 0.5, 10, 20, Duration.ofSeconds(2));

    /**
     * Settings, each checked.
     *
     * @param enabled whether there are circuit breakers
     * @param failureRate the share of failed commands that opens a breaker
     * @param minimumCalls the number of commands before a breaker may open
     * @param window the number of latest commands that count
     * @param pause the longest pause between two probes
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
                "a number from minimum-calls (" + minimumCalls + ") to " + MOST_CALLS);
        require(
                pause.compareTo(SHORTEST) >= 0 && pause.compareTo(LONGEST) <= 0,
                "pause",
                pause,
                "a duration from 10ms to 1h");
    }

    /**
     * These settings with another failure rate.
     *
     * @param share the share of failed commands that opens a breaker
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public BreakerSettings withFailureRate(double share) {
        return new BreakerSettings(enabled, share, minimumCalls, window, pause);
    }

    /**
     * These settings with other numbers of commands.
     *
     * @param least the number of commands before a breaker may open
     * @param most the number of latest commands that count
     * @return the settings
     * @throws IllegalArgumentException if one of them is out of range
     */
    public BreakerSettings withCalls(int least, int most) {
        return new BreakerSettings(enabled, failureRate, least, most, pause);
    }

    /**
     * These settings with another pause.
     *
     * @param other the longest pause between two probes
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public BreakerSettings withPause(Duration other) {
        return new BreakerSettings(enabled, failureRate, minimumCalls, window, other);
    }

    /** A connection that breaks takes many commands with it, and is replaced at once: the first pause is short. */
    long firstPauseNanos() {
        return Math.max(SHORTEST.toNanos(), pause.toNanos() / FIRST_PAUSE);
    }

    /** The pause after another one that changed nothing. */
    long nextPauseNanos(long pauseNanos) {
        return Math.min(2 * pauseNanos, pause.toNanos());
    }

    private static void require(boolean holds, String setting, Object value, String range) {
        if (!holds) {
            throw new RefusedSettingException("", "redis.circuit-breaker." + setting, value, range);
        }
    }
}
