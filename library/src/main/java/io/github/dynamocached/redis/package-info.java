/**
 * The store and the lock on Redis, with Redisson. Each operation but a read is a script of {@code layout}.
 *
 * <p>Begin with {@link io.github.dynamocached.redis.RedisEntryStore}, then
 * {@link io.github.dynamocached.redis.RedisConnection}. A {@code Reply} is the future of one command, a {@code Breaker} decides
 * whether it may be sent, and a {@code Primary} whether its answer is trusted. Uses the root package, {@code store} and
 * {@code layout}.
 */
@NullMarked
package io.github.dynamocached.redis;

import org.jspecify.annotations.NullMarked;
