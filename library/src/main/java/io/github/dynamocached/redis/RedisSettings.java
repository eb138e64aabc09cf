package io.github.dynamocached.redis;

import io.github.dynamocached.RefusedSettingException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the library uses Redis.
 *
 * @param keyPrefix the first part of every key, default {@code dynamocached}: letters, digits, dots, underscores, hyphens
 *     and colons. Applications that share a Redis and must not share entries use different prefixes
 * @param timeout after which Redisson gives up a command other than an eviction, default 100 milliseconds. A caller's own
 *     budget is kept by the caches, not here
 * @param evictTimeout after which Redisson gives up an eviction, default a second
 * @param replicaAcks how many replicas of the primary must have an eviction before it is acknowledged, from 0 to 100,
 *     default 0. With fewer replicas than that no eviction is ever acknowledged
 * @param breaker when commands are not sent because most of them fail
 */
public record RedisSettings(
        String keyPrefix, Duration timeout, Duration evictTimeout, int replicaAcks, BreakerSettings breaker) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** The defaults of all settings. */
    public static final RedisSettings DEFAULT =
            new RedisSettings("dynamocached", Duration.ofMillis(100), Duration.ofSeconds(1));

    /**
     * Settings, each checked.
     *
     * @param keyPrefix the first part of every key
     * @param timeout the budget of one call
     * @param evictTimeout the budget of one eviction
     * @param replicaAcks how many replicas must have an eviction
     * @param breaker when commands are not sent
     * @throws IllegalArgumentException if the prefix holds other characters, if a timeout is not from a millisecond to an
     *     hour, or the number of replicas not from 0 to 100
     */
    public RedisSettings {
        if (!PREFIX.matcher(keyPrefix).matches()) {
            throw new RefusedSettingException(
                    "",
                    "key-prefix",
                    "'" + keyPrefix + "'",
                    "letters, digits, dots, underscores, hyphens and colons only");
        }
        requireRange("timeout", timeout);
        requireRange("evict-timeout", evictTimeout);
        if (replicaAcks < 0 || replicaAcks > 100) {
            throw new RefusedSettingException("", "redis.replica-acks", replicaAcks, "a number from 0 to 100");
        }
    }

    /**
     * Settings without acknowledgements of replicas, and with the default breaker.
     *
     * @param keyPrefix the first part of every key
     * @param timeout the budget of one call
     * @param evictTimeout the budget of one eviction
     * @throws IllegalArgumentException if the prefix holds other characters, or if a timeout is not from a millisecond to
     *     an hour
     */
    public RedisSettings(String keyPrefix, Duration timeout, Duration evictTimeout) {
        this(keyPrefix, timeout, evictTimeout, 0, BreakerSettings.DEFAULT);
    }

    /**
     * These settings with another number of replicas.
     *
     * @param acks how many replicas must have an eviction
     * @return the settings
     * @throws IllegalArgumentException if it is not from 0 to 100
     */
    public RedisSettings withReplicaAcks(int acks) {
        return new RedisSettings(keyPrefix, timeout, evictTimeout, acks, breaker);
    }

    private static void requireRange(String setting, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new RefusedSettingException("", "redis." + setting, value, "a duration from 1ms to 1h");
        }
    }
}
