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
