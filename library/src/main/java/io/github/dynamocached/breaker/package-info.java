/**
 * When commands to Redis are not sent: circuit breakers for servers that do not answer, gates for commands that a server
 * refuses, and what the exceptions of Redisson and the error replies of servers mean.
 *
 * <p>Begin with {@link io.github.dynamocached.breaker.Breakers}, then {@code Breaker} and {@code Refusals}. Uses the root
 * package and {@code store}. Sends nothing itself.
 */
@NullMarked
package io.github.dynamocached.breaker;

import org.jspecify.annotations.NullMarked;
