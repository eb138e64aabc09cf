package io.github.dynamocached;

import java.time.Duration;

/**
 * One cache for code, for values of one type. Used by any number of threads at once.
 *
 * <p>It meets the entries of methods whose results have this type. What is stored through it lives as long as what those
 * methods store, and without such as the properties of the cache say, unless it is given a life of its own here.
 *
 * @param <T> the type of the values
 */
public interface TypedDynamoCache<T> {

    /**
     * The same cache, with a time to live of its own for what is stored through it.
     *
     * @param ttl a millisecond or more
     * @return another typed cache
     * @throws MisuseException if the time is shorter
     */
    TypedDynamoCache<T> ttl(Duration ttl);

    /**
     * The same cache, with a window of its own in which what was stored through it is returned while it is refreshed.
     *
     * @param window zero or more
     * @return another typed cache
     * @throws MisuseException if it is negative
     */
    TypedDynamoCache<T> staleWhileRevalidate(Duration window);

    /**
     * The entry of a key. Nothing is read yet.
     *
     * @param keyParts the parts of the key, as {@link DynamoCache} says
     * @return the entry
     * @throws MisuseException if the parts make no key
     */
    TypedDynamoEntry<T> entry(Object... keyParts);
}
