package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.breaker.BreakerSettings;
import io.github.dynamocached.redis.RedisSettings;
import java.time.Duration;

/** The use of Redis as its properties say. */
final class ConfiguredRedis {

    private static final String PREFIX = "dynamocached.";

    private ConfiguredRedis() {}

    static RedisSettings of(DynamoCachedProperties properties, ConfiguredClient.Acceptance acceptance) {
        RedisSettings some = RedisSettings.DEFAULT;
        DynamoCachedProperties.Redis redis = properties.redis();
        String keyPrefix = acceptance.accepted(
                PREFIX + "key-prefix",
                properties.keyPrefix(),
                some.keyPrefix(),
                value -> new RedisSettings(value, some.timeout(), some.evictTimeout()));
        Duration timeout = acceptance.accepted(
                PREFIX + "redis.timeout",
                redis.timeout(),
                some.timeout(),
                value -> new RedisSettings(keyPrefix, value, some.evictTimeout()));
        Duration evictTimeout = acceptance.accepted(
                PREFIX + "redis.evict-timeout",
                redis.evictTimeout(),
                some.evictTimeout(),
                value -> new RedisSettings(keyPrefix, timeout, value));
        int replicaAcks = acceptance.accepted(
                PREFIX + "redis.replica-acks", redis.replicaAcks(), some.replicaAcks(), some::withReplicaAcks);
        return new RedisSettings(
                keyPrefix, timeout, evictTimeout, replicaAcks, breakerOf(redis.circuitBreaker(), acceptance));
    }

    private static BreakerSettings breakerOf(
            DynamoCachedProperties.CircuitBreaker breaker, ConfiguredClient.Acceptance acceptance) {
        BreakerSettings some = BreakerSettings.DEFAULT;
        String place = PREFIX + "redis.circuit-breaker.";
        double failureRate = acceptance.accepted(
                place + "failure-rate", breaker.failureRate(), some.failureRate(), some::withFailureRate);
        int minimumCalls = acceptance.accepted(
                place + "minimum-calls",
                breaker.minimumCalls(),
                some.minimumCalls(),
                value -> some.withCalls(value, Math.max(value, some.window())));
        int window = acceptance.accepted(
                place + "window",
                breaker.window(),
                Math.max(minimumCalls, some.window()),
                value -> some.withCalls(minimumCalls, value));
        Duration pause = acceptance.accepted(place + "pause", breaker.pause(), some.pause(), some::withPause);
        return new BreakerSettings(breaker.enabled(), failureRate, minimumCalls, window, pause);
    }
}
