package io.github.dynamocached.aop;

import io.github.dynamocached.TableBinding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an application declares about its caches outside of annotations, for example in properties. At the start it is
 * compared with the annotations. The problems of both are reported in one message.
 */
public interface CacheDeclarations {

    /**
     * The caches with their own settings.
     *
     * @return their names
     */
    Set<String> caches();

    /**
     * The place where a cache is declared, or would be declared.
     *
     * @param cache the name of the cache
     * @return the name of a property or a bean, for messages
     */
    String placeOf(String cache);

    /**
     * Whether a declared name means a cache. A name from an environment variable, for example, has lost capitals, hyphens and
     * dots.
     *
     * <p>Default is that the names are equal.
     *
     * @param declared one of {@link #caches()}
     * @param cache the name of a cache
     * @return whether the declared name means the cache
     */
    default boolean mean(String declared, String cache) {
        return declared.equals(cache);
    }

    /**
     * The place where a cache would be declared in the same way as another one.
     *
     * <p>Default is {@link #placeOf(String)}.
     *
     * @param declared one of {@link #caches()}
     * @param cache the name of the cache
     * @return the name of a property, an environment variable or a bean, for messages
     */
    default String placeLike(String declared, String cache) {
        return placeOf(cache);
    }

    /**
     * A place with what declares it, such as the file and line of a property.
     *
     * <p>Default is the place alone.
     *
     * @param place what {@link #placeOf(String)} has returned
     * @return the text for log lines
     */
    default String located(String place) {
        return place;
    }

    /**
     * Whether methods of this application may evict from a cache that only other applications read.
     *
     * @param cache the name of the cache
     * @return false if an eviction from a cache without a reader is a mistake
     */
    boolean isReadElsewhere(String cache);

    /**
     * The table that a cache belongs to: writes to its items evict the cache.
     *
     * <p>Default is none.
     *
     * @param cache the name of the cache
     * @return the binding, without attributes if those of the entity's key are meant; empty for none
     */
    default Optional<TableBinding> bindingOf(String cache) {
        return Optional.empty();
    }

    /**
     * The problems of the declarations themselves. Called once, when all singletons exist.
     *
     * @return the problems. Each names the place, what is wrong and what to do. Empty for none
     */
    List<String> problems();
}
