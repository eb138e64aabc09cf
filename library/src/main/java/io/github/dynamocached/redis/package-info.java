/** The door out to Redis: entry store and lock on Redisson, with the scripts as resources. */
@NullMarked
package io.github.dynamocached.redis;

import org.jspecify.annotations.NullMarked;
