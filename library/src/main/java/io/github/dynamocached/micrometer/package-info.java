/** What DynamoCached has to do with Micrometer: its meters, and loads that travel with its context propagation. */
@NullMarked
package io.github.dynamocached.micrometer;

import org.jspecify.annotations.NullMarked;
