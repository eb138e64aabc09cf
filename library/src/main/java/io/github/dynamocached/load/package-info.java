/**
 * What is known of a load while it runs: {@link io.github.dynamocached.load.LoadContext} says how it has to read, and is
 * told what it has read and written. Observations and contexts of threads travel the same way.
 *
 * <p>Begin with {@code LoadContext}. The protocol begins and ends loads; the interceptor in {@code dynamodb} reports to
 * them. This package uses the root package and {@code store}.
 */
@NullMarked
package io.github.dynamocached.load;

import org.jspecify.annotations.NullMarked;
