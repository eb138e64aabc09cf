/** What users write. */
@NullMarked
package io.github.dynamocached.annotation;

import org.jspecify.annotations.NullMarked;
