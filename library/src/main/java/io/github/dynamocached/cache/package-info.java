/**
 * The protocol in plain Java: what a read, a fill, a write and an eviction do, over asynchronous ports.
 *
 * <p>Begin with {@link io.github.dynamocached.cache.ReadThroughCache}, then {@code Miss} and {@code LeadingRead}; the rules
 * are in {@code library/docs/protocol.md}. Uses the root package, {@code store}, {@code load} and {@code command}; no Spring, no
 * Redis, no AWS.
 */
@NullMarked
package io.github.dynamocached.cache;

import org.jspecify.annotations.NullMarked;
