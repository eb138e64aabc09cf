/**
 * Meters, observations, and loads that travel with Micrometer's context propagation.
 *
 * <p>Begin with {@link io.github.dynamocached.micrometer.CacheMeters}, a listener that counts, or {@link
 * io.github.dynamocached.micrometer.CacheObservations}, one that traces; {@code MeterName} has all names and
 * descriptions. Uses the root package, {@code store} and {@code load}.
 */
@NullMarked
package io.github.dynamocached.micrometer;

import org.jspecify.annotations.NullMarked;
