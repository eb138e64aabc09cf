/**
 * What applications touch: {@link io.github.dynamocached.DynamoCaches} for access from code, the settings of caches, the
 * {@link io.github.dynamocached.CacheListener} and what it is told, keys, converters, predicates and exceptions.
 *
 * <p>Begin with {@code DynamoCaches}, then {@code CacheSettings} and {@code Outcome}. Annotations are in
 * {@code annotation}. This package uses no other package of the library, and of Spring only a type reference.
 */
@NullMarked
package io.github.dynamocached;

import org.jspecify.annotations.NullMarked;
