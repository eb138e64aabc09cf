package io.github.dynamocached;

/**
 * Changes the settings of caches in code. It overrides the properties; attributes of an annotation override it. Called once
 * for each cache, when the first annotation or caller uses its name. Several are called in the order of their beans.
 */
@FunctionalInterface
public interface CacheSettingsCustomizer {

    /**
     * Changes the settings of one cache.
     *
     * @param cacheName the name of the cache
     * @param settings the configured settings. A value that they refuse with an {@link IllegalArgumentException} stops the
     *     start of an application with annotations
     */
    void customize(String cacheName, CacheSettingsBuilder settings);
}
