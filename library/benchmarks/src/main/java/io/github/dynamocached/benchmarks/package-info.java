/** Benchmarks: the cost of a hit, a miss, a fill, and a call without Redis. */
@NullMarked
package io.github.dynamocached.benchmarks;

import org.jspecify.annotations.NullMarked;
