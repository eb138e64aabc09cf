/** The tables, created and filled when they are absent. */
@NullMarked
package io.github.dynamocached.example.seed;

import org.jspecify.annotations.NullMarked;
