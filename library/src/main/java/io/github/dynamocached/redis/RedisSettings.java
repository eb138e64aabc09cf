package io.github.dynamocached.redis;

import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.breaker.BreakerSettings;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the library uses Redis.
 *
 * @param keyPrefix the first part of every key, default {@code dynamocached}. It has letters, digits, dots, underscores,
 *     hyphens and colons. Applications that share a Redis but no entries need different prefixes
 * @param timeout the timeout of a command, default 100 milliseconds. The caches keep the budget of a whole call. Time in which
 *     this JVM had no processor to read an answer does not count, up to five times the timeout
 * @param evictTimeout the timeout of an eviction, default a second
 * @param replicaAcks how many replicas must confirm an eviction, from 0 to 100, default 0. With fewer replicas than that no
 *     eviction is ever acknowledged
 * @param breaker the circuit breakers
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
     * @param timeout the timeout of a command
     * @param evictTimeout the timeout of an eviction
     * @param replicaAcks how many replicas must confirm an eviction
     * @param breaker the circuit breakers
     * @throws IllegalArgumentException if a setting is out of its range; the message names it
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
     * Settings with the defaults for replicas and circuit breakers.
     *
     * @param keyPrefix the first part of every key
     * @param timeout the timeout of a command
     * @param evictTimeout the timeout of an eviction
     * @throws IllegalArgumentException if a setting is out of its range; the message names it
     */
    public RedisSettings(String keyPrefix, Duration timeout, Duration evictTimeout) {
        this(keyPrefix, timeout, evictTimeout, 0, BreakerSettings.DEFAULT);
    }

    /**
     * These settings with another number of replicas.
     *
     * @param acks how many replicas must confirm an eviction
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
