/**
 * What an attribute of an annotation says about one call: compiled expressions, conditions, and the keys made of them.
 * Expressions are compiled once, at startup; what most of them do runs without SpEL.
 *
 * <p>Begin with {@link io.github.dynamocached.expression.ExpressionCompiler}, then {@code Evaluation} and
 * {@code KeyBuilder}. {@code Place} and {@code Problems} say where something is wrong, all at once. Uses the root package,
 * {@code store} and {@code load}.
 */
@NullMarked
package io.github.dynamocached.expression;

import org.jspecify.annotations.NullMarked;
