/**
 * What users write on methods: {@link io.github.dynamocached.annotation.DynamoCached},
 * {@link io.github.dynamocached.annotation.DynamoEvict} and {@link io.github.dynamocached.annotation.DynamoPut}.
 *
 * <p>Begin with {@code DynamoCached}. This package uses no other package of the library; {@code aop} reads it.
 */
@NullMarked
package io.github.dynamocached.annotation;

import org.jspecify.annotations.NullMarked;
