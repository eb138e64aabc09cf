/**
 * Spring's cache abstraction on these caches: {@code @Cacheable}, {@code @CachePut} and {@code @CacheEvict} get the promises of
 * annotated methods.
 */
@NullMarked
package io.github.dynamocached.springcache;

import org.jspecify.annotations.NullMarked;
