/** The check that a change breaks nobody who compiled against the last release. */
@NullMarked
package io.github.dynamocached.api;

import org.jspecify.annotations.NullMarked;
