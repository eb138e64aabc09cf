/**
 * Turns values into the fields of a hash and back: entities through their schema, everything else through Jackson.
 *
 * <p>Begin with {@link io.github.dynamocached.codec.ResultCodecs}, which finds the codec of a type, and {@code AttributeGrammar},
 * the stored form of an attribute. {@code Comparison} finds values that would come back changed. Uses the root package,
 * {@code store}, and the schemas of {@code dynamodb}.
 */
@NullMarked
package io.github.dynamocached.codec;

import org.jspecify.annotations.NullMarked;
