package io.github.dynamocached.aop;

import java.util.List;
import java.util.Set;

/**
 * What an application says of its caches beside the annotations. At the start it is compared with them, and its problems
 * are shown in one message with theirs.
 */
public interface CacheDeclarations {

    /**
     * The caches that have settings of their own.
     *
     * @return their names
     */
    Set<String> caches();

    /**
     * Where a cache is declared, or would be.
     *
     * @param cache the name of the cache
     * @return a property or a bean, as messages name it
     */
    String placeOf(String cache);

    /**
     * Whether a cache is the one that a declaration means, by a name that may have lost capitals, hyphens and dots on its
     * way.
     *
     * <p>Default is that the names are equal.
     *
     * @param declared one of {@link #caches()}
     * @param cache the name of a cache
     * @return whether it is meant
     */
    default boolean mean(String declared, String cache) {
        return declared.equals(cache);
    }

    /**
     * Where a cache would be declared in the way in which another one is.
     *
     * <p>Default is {@link #placeOf(String)}.
     *
     * @param declared one of {@link #caches()}
     * @param cache the name of the cache
     * @return a property, a variable or a bean, as messages name it
     */
    default String placeLike(String declared, String cache) {
        return placeOf(cache);
    }

    /**
     * Whether methods of this application may evict from a cache that only other applications read.
     *
     * @param cache the name of the cache
     * @return false where an eviction without any reader is a mistake
     */
    boolean isReadElsewhere(String cache);

    /**
     * What is wrong with the declarations themselves. Asked once, when all singletons are there.
     *
     * @return problems, each saying where it is, what is wrong and what to do; empty if there are none
     */
    List<String> problems();
}
