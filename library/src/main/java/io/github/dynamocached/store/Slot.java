package io.github.dynamocached.store;

import io.github.dynamocached.CacheKey;

/**
 * The place of one result: an entry and a variant in it. The empty variant belongs to the full entity of the cache. Every
 * other variant contains the type id of its result, so that two types never share a slot.
 *
 * @param key the key of the entry
 * @param variant the variant, empty for the full entity. It may hold key parts, so never log it
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
