package io.github.dynamocached.autoconfigure;

/** Nobody says where Redis is, and caches are to be read. */
final class UnknownRedisException extends RuntimeException {

    static final String ACTION = "Define a RedissonClient bean, or set spring.data.redis.url and do not exclude"
            + " DataRedisAutoConfiguration. To run without a cache, set dynamocached.enabled to false.";

    private static final long serialVersionUID = 1L;

    UnknownRedisException() {
        super("DynamoCached does not know where Redis is: there is no RedissonClient bean, and no"
                + " DataRedisConnectionDetails bean of Boot.");
    }
}
