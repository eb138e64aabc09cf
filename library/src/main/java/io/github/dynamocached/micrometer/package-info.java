/**
 * Meters, and loads that travel with Micrometer's context propagation. Micrometer is optional.
 *
 * <p>Begin with {@link io.github.dynamocached.micrometer.CacheMeters}. This package uses the root package, {@code store} and
 * {@code load}; it hears what the caches do as a {@code CacheListener}.
 */
@NullMarked
package io.github.dynamocached.micrometer;

import org.jspecify.annotations.NullMarked;
