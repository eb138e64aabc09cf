package io.github.dynamocached;

/**
 * Changes the settings of caches in code. Applied after what is configured, and before what an annotation says of its own
 * method, to every cache once, when the first annotation or caller names it; several in the order of their beans.
 */
@FunctionalInterface
public interface CacheSettingsCustomizer {

    /**
     * Changes the settings of one cache.
     *
     * @param cacheName the name of the cache
     * @param settings what is configured for it; a value that it refuses with an {@link IllegalArgumentException} stops the
     *     start of an application with annotations
     */
    void customize(String cacheName, CacheSettingsBuilder settings);
}
