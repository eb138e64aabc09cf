/** Benchmarks: what a hit, a miss, a fill, an eviction and a call without Redis cost, and the same with other caches. */
@NullMarked
package io.github.dynamocached.benchmarks;

import org.jspecify.annotations.NullMarked;
