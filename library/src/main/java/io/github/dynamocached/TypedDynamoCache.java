package io.github.dynamocached;

import java.time.Duration;

/**
 * Programmatic access to the values of one type in a cache. Thread-safe.
 *
 * <p>It shares the entries of the methods whose results have this type. Its values have the ttl and the stale window of those
 * methods, or of the cache if there are none. Set others with {@link #ttl} and {@link #staleWhileRevalidate}.
 *
 * @param <T> the type of the values
 */
public interface TypedDynamoCache<T> {

    /**
     * The same cache, with another time to live for the values that are stored through it.
     *
     * @param ttl a millisecond or more
     * @return another typed cache
     * @throws MisuseException if the time is shorter
     */
    TypedDynamoCache<T> ttl(Duration ttl);

    /**
     * The same cache, with another stale window for the values that are stored through it. In this window after the ttl a
     * value is still returned while it is refreshed.
     *
     * @param window zero or more
     * @return another typed cache
     * @throws MisuseException if it is negative
     */
    TypedDynamoCache<T> staleWhileRevalidate(Duration window);

    /**
     * The entry of a key. Nothing is read yet.
     *
     * @param keyParts the parts of the key, see {@link DynamoCache}
     * @return the entry
     * @throws MisuseException if the parts are not a valid key
     */
    TypedDynamoEntry<T> entry(Object... keyParts);
}
