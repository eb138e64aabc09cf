package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.EntryFormat;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Slot;
import io.github.dynamocached.cache.ValueCodec;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all reads by code have in common that are of one cache, type and life.
 *
 * @param cache the cache
 * @param type the type of the values
 * @param ttl the time to live, null for that of the cache
 * @param window the stale window, null for that of the cache
 * @param plain how values lie that have no variant of their own
 * @param ofVariant how values lie that have one
 */
record ReadInCode(
        ReadThroughCache cache,
        Type type,
        @Nullable Duration ttl,
        @Nullable Duration window,
        Values plain,
        Values ofVariant) {

    /**
     * How values lie.
     *
     * @param operation what their reads have in common
     * @param codec turns them into fields and back
     */
    record Values(ReadOperation operation, ValueCodec codec) {

        EntryFormat format() {
            return codec.format();
        }

        String variantPrefix() {
            return format().isBlob() ? format().type() : Slot.ENTITY;
        }
    }

    Values inSlot(@Nullable CacheKey variant) {
        return variant == null ? plain : ofVariant;
    }

    Slot slot(CacheKey key, @Nullable CacheKey variant) {
        String prefix = inSlot(variant).variantPrefix();
        return new Slot(key, variant == null ? prefix : prefix + ":" + variant.text());
    }

    @Override
    public String toString() {
        return "cache '" + cache.settings().name() + "' of " + type.getTypeName();
    }
}
