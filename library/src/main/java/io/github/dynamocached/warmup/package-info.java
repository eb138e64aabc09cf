/**
 * Warm-ups: keys that are read ahead in the background, at a bounded rate, through the methods of the application.
 *
 * <p>Begin with {@link io.github.dynamocached.warmup.WarmUps}; users see {@code WarmUp} of the root package. This package
 * uses the root package and {@code load}. It does not know the protocol: it counts what its calls observe.
 */
@NullMarked
package io.github.dynamocached.warmup;

import org.jspecify.annotations.NullMarked;
