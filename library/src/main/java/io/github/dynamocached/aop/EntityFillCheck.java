package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.FillCheck;
import io.github.dynamocached.store.EntityKeys;
import org.jspecify.annotations.Nullable;

/**
 * Compares the key of an entry with that of the entity in it.
 *
 * @param evictions those that have the key of an entity
 * @param ports know the keys of entities; not asked before a value is there
 */
record EntityFillCheck(EntityEvictions evictions, CachePorts ports) implements FillCheck {

    @Override
    public @Nullable String problemOf(CacheKey key, Object value) {
        return evictions.problemOf(key, value, isOwnKey(key, value));
    }

    @Override
    public boolean isOwnKey(CacheKey key, Object entity) {
        EntityKeys entities = ports.entityKeys();
        try {
            return entities.isEntity(entity.getClass())
                    && CacheKey.of(key.cacheName(), ports.keyConverters().converted(entities.partsOf(entity)))
                            .equals(key);
        } catch (IllegalArgumentException withoutKey) {
            return false;
        }
    }
}
