/**
 * The door out to Redis: entry store and lock on Redisson, the scripts as resources, the connection with its circuit
 * breakers, and what is known of each primary.
 *
 * <p>Begin with {@link io.github.dynamocached.redis.RedisEntryStore} and
 * {@link io.github.dynamocached.redis.RedisConnection}. This package uses the root package and {@code store}; it does not
 * know the protocol.
 */
@NullMarked
package io.github.dynamocached.redis;

import org.jspecify.annotations.NullMarked;
