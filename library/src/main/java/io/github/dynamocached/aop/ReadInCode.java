package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * Where the values lie that code reads, and how.
 *
 * @param plain those that have no variant of their own
 * @param ofVariant those that have one
 */
record ReadInCode(Values plain, Values ofVariant) {

    /**
     * How values lie.
     *
     * @param operation what their reads and puts have in common
     * @param codec turns them into fields and back
     */
    record Values(ReadOperation operation, ValueCodec codec) {

        EntryFormat format() {
            return codec.format();
        }
    }

    /** The variant of values in a format, or what it begins with. */
    static String prefixOf(EntryFormat format) {
        return format.isBlob() ? format.type() : Slot.ENTITY;
    }

    Values inSlot(@Nullable CacheKey variant) {
        return variant == null ? plain : ofVariant;
    }

    Slot slot(CacheKey key, @Nullable CacheKey variant) {
        String prefix = prefixOf(inSlot(variant).format());
        return new Slot(key, variant == null ? prefix : prefix + ":" + variant.text());
    }
}
