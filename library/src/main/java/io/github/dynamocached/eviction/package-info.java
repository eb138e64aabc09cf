/**
 * Evictions that Redis has not acknowledged, or that are due later: which keys they are, and how they are sent again.
 *
 * <p>Begin with {@link io.github.dynamocached.eviction.PoisonedKeys}, then {@code EvictionRetries} and
 * {@code LaterEvictions}. Plain Java. Uses the root package, {@code store}, {@code load} and {@code command}.
 */
@NullMarked
package io.github.dynamocached.eviction;

import org.jspecify.annotations.NullMarked;
