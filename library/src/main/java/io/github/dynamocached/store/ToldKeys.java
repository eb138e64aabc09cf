package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;

/**
 * Is told what changes under the keys of a watched cache, be it by this node, another one, an operator, expiry or a lack of
 * memory.
 *
 * <p>The methods run on the thread that {@linkplain Watch#confirm confirms} the watch of the same process, in the order in which
 * the process has told. They must not block or throw.
 */
public interface ToldKeys {

    /**
     * Something has changed under a key: a value, a lease or a fence.
     *
     * @param key the key, which need not be one of this library's
     */
    void told(CacheKey key);

    /** A watch has {@linkplain Watch#end ended}. Everything that was read under it is lost already; this only lets go of its memory. */
    void lost();
}
