/** What DynamoCached has to do with Micrometer: loads travel with its context propagation. */
@NullMarked
package io.github.dynamocached.micrometer;

import org.jspecify.annotations.NullMarked;
