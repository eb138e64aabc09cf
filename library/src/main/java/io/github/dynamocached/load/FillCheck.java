package io.github.dynamocached.load;

import io.github.dynamocached.CacheKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values that an operation is about to store, for mistakes that only data can show. Called on the thread that
 * stores, until it has accepted one value without a doubt. Never called for null results or hits.
 */
@FunctionalInterface
public interface FillCheck {

    /** Accepts everything. */
    FillCheck NONE = (key, value, sought) -> null;

    /**
     * Checks a value.
     *
     * @param key the key of the entry
     * @param value the loaded value
     * @param sought what the reads of its load have asked for
     * @return what is wrong and what to do, without any key or value; null if nothing is wrong
     */
    @Nullable
    String problemOf(CacheKey key, Object value, List<SoughtItems> sought);

    /**
     * What nobody knows of a value that is stored, because neither the value nor its load show it.
     *
     * @param key the key of the entry
     * @param value the loaded value
     * @param sought what the reads of its load have asked for
     * @return what is not known and what to do, without any key or value; null by default, and if nothing is in doubt
     */
    default @Nullable String doubtOf(CacheKey key, Object value, List<SoughtItems> sought) {
        return null;
    }

    /**
     * Whether the key of an entry is the key of the entity, under which other methods look for it. Called for each value that
     * was read from an index.
     *
     * @param key the key of the entry
     * @param entity the loaded entity
     * @return false by default
     */
    default boolean isOwnKey(CacheKey key, Object entity) {
        return false;
    }
}
