package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.store.Slot;

/**
 * How the values of one method are stored in one cache.
 *
 * @param operation what all reads by the method have in common
 * @param variant the variant of its values: empty for an entity, else the type id, so that values of two types never meet
 */
record MethodReads(ReadOperation operation, String variant) {

    Slot slotOf(CacheKey key) {
        return new Slot(key, variant);
    }
}
