/**
 * The door in: annotated methods, calls from code, and {@code @EnableDynamoCaching} for Spring without Boot. Annotations
 * are parsed and compiled once, checked at startup, and called without reflection.
 *
 * <p>Begin with {@link io.github.dynamocached.aop.DynamoCachingAdvisor}, then {@code OperationParser} and
 * {@code CachedMethod}. This package uses every package but {@code redis}, {@code codec}, {@code dynamodb} and
 * {@code micrometer}.
 */
@NullMarked
package io.github.dynamocached.aop;

import org.jspecify.annotations.NullMarked;
