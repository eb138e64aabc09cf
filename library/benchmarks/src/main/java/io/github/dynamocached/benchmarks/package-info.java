/** What a hit and a miss cost. */
@NullMarked
package io.github.dynamocached.benchmarks;

import org.jspecify.annotations.NullMarked;
