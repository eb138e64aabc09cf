package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the values that an operation is about to store, for what only data can tell. Asked until it has accepted one
 * value, on the thread that stores it; never for an absence, and never by a hit.
 */
@FunctionalInterface
public interface FillCheck {

    /** Accepts everything. */
    FillCheck NONE = (key, value) -> null;

    /**
     * What is wrong with a value.
     *
     * @param key the key that it would be stored under
     * @param value what was loaded
     * @return what is wrong and what to do, without any key or value; null if nothing is
     */
    @Nullable
    String problemOf(CacheKey key, Object value);

    /**
     * Whether an entity lies under its own key, where every method that reads it by its key looks for it. Asked for each
     * value that was read from an index.
     *
     * @param key the key that it would be stored under
     * @param entity what was loaded
     * @return false by default
     */
    default boolean isOwnKey(CacheKey key, Object entity) {
        return false;
    }
}
