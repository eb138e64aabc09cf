/** Entities for the tests of several rooms. */
@NullMarked
package io.github.dynamocached.entities;

import org.jspecify.annotations.NullMarked;
