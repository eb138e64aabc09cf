/** The door in: annotated methods, and {@code @EnableDynamoCaching} for Spring without Boot. */
@NullMarked
package io.github.dynamocached.aop;

import org.jspecify.annotations.NullMarked;
