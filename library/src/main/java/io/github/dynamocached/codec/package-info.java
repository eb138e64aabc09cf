/** The door out to bytes: values to the fields of a hash and back. */
@NullMarked
package io.github.dynamocached.codec;

import org.jspecify.annotations.NullMarked;
