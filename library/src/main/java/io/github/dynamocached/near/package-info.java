/** The memory of a node for near caches, by Caffeine. */
@NullMarked
package io.github.dynamocached.near;

import org.jspecify.annotations.NullMarked;
