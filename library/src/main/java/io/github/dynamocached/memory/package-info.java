/**
 * A store and a lock in the memory of one JVM, without any server. They follow the same protocol as those on Redis.
 *
 * <p>Begin with {@link io.github.dynamocached.memory.InMemoryEntryStore}; an {@code InMemoryServer} holds what lies under the
 * keys. For development, tests and small tools. Uses the root package and {@code store}.
 */
@NullMarked
package io.github.dynamocached.memory;

import org.jspecify.annotations.NullMarked;
