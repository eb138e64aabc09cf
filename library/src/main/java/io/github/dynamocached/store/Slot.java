package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;

/**
 * The place of one result: an entry and the variant within it. The empty variant belongs to the full entity of the
 * cache; every other result has its type id in its variant, so that two types never meet in one slot.
 *
 * @param key the key of the entry
 * @param variant the variant, empty for the full entity; may hold key parts, so never to be logged
 */
public record Slot(CacheKey key, String variant) {

    /** The variant of the full entity. */
    public static final String ENTITY = "";

    /**
     * Whether this is the place of the full entity.
     *
     * @return false for a variant
     */
    public boolean isEntity() {
        return variant.equals(ENTITY);
    }

    @Override
    public String toString() {
        return "slot of cache '" + key.cacheName() + "'";
    }
}
