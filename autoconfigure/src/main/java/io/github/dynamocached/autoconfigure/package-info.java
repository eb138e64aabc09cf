/**
 * The Spring Boot starter: auto-configuration, properties, and what a failed start prints.
 *
 * <p>Begin with {@link io.github.dynamocached.autoconfigure.DynamoCachedAutoConfiguration}, then {@code DynamoCachedProperties},
 * which {@code ConfiguredSettings} turns into the settings of the library. {@code RedisConfiguration} finds the Redis to connect
 * to. This package uses every package of the library.
 */
@NullMarked
package io.github.dynamocached.autoconfigure;

import org.jspecify.annotations.NullMarked;
