package io.github.dynamocached.autoconfigure;

/** The cache is enabled and no bean has the address of Redis. */
final class UnknownRedisException extends RuntimeException {

    static final String ACTION = "Set spring.data.redis.url and do not exclude DataRedisAutoConfiguration, or define"
            + " a RedissonClient bean. To run without a cache, set dynamocached.enabled to false.";

    private static final long serialVersionUID = 1L;

    UnknownRedisException() {
        super("DynamoCached has no Redis to connect to: there is no RedissonClient bean and no"
                + " DataRedisConnectionDetails bean.");
    }
}
