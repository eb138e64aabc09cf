/** What concurrent calls of a cache did and when, and whether it keeps promise P1. */
@NullMarked
package io.github.dynamocached.history;

import org.jspecify.annotations.NullMarked;
