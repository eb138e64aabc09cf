package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What code reads from a cache.
 *
 * @param cache the cache
 * @param type the type of the values
 * @param ttl the time to live, null for that of the methods which share the entries, or else of the cache
 * @param window the stale window, null for the same
 */
record TypedRead(
        ReadThroughCache cache,
        Type type,
        @Nullable Duration ttl,
        @Nullable Duration window) {

    /** Its name in messages. */
    String place() {
        return "DynamoCaches: " + this;
    }

    @Override
    public String toString() {
        return "cache '" + cache.settings().name() + "' of " + type.getTypeName();
    }

    /**
     * How the values are stored.
     *
     * @param plain those without a variant of their own
     * @param ofVariant those with one
     */
    record Stored(Values plain, Values ofVariant) {}

    /**
     * How values of one kind are stored.
     *
     * @param operation what their reads and puts have in common
     * @param codec turns them into fields and back
     */
    record Values(ReadOperation operation, ValueCodec codec) {

        /** The variant of values in a format, or what it begins with. */
        static String prefixOf(EntryFormat format) {
            return format.isBlob() ? format.type() : Slot.ENTITY;
        }

        Slot slot(CacheKey key, @Nullable CacheKey variant) {
            String prefix = prefixOf(codec.format());
            return new Slot(key, variant == null ? prefix : prefix + ":" + variant.text());
        }
    }
}
