/**
 * The door out to bytes: values to the fields of a hash and back, as attributes of entities or as JSON, with a check that
 * nothing is lost.
 *
 * <p>Begin with {@link io.github.dynamocached.codec.ResultCodecs}. This package uses the root package, {@code store} and
 * {@code dynamodb}; it does not know the protocol.
 */
@NullMarked
package io.github.dynamocached.codec;

import org.jspecify.annotations.NullMarked;
