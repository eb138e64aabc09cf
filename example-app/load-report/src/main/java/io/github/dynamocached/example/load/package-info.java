/** The load report: the example with and without the cache. {@link io.github.dynamocached.example.load.LoadReport} begins it. */
@NullMarked
package io.github.dynamocached.example.load;

import org.jspecify.annotations.NullMarked;
