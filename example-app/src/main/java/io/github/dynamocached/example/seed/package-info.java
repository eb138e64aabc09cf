/** Creates and fills missing tables. */
@NullMarked
package io.github.dynamocached.example.seed;

import org.jspecify.annotations.NullMarked;
