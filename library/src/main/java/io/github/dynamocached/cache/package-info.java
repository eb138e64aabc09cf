/**
 * The protocol of DynamoCached in plain Java: what a read and an eviction do, over asynchronous ports. It imports no
 * other package of the library, no Spring, no Redis and no AWS.
 */
@NullMarked
package io.github.dynamocached.cache;

import org.jspecify.annotations.NullMarked;
