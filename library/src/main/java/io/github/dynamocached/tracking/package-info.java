/**
 * The channels over which Redis tells what changes in the keys of a cache: one for each process that is a primary, apart from the
 * connections for commands. What is told decides how long a value may be answered from the memory of this node.
 *
 * <p>Begin with {@link io.github.dynamocached.tracking.Trackings}. A {@code TrackingChannel} is one connection, an
 * {@code AnswerDecoder} reads its bytes. Uses the root package and {@code store}.
 */
@NullMarked
package io.github.dynamocached.tracking;

import org.jspecify.annotations.NullMarked;
