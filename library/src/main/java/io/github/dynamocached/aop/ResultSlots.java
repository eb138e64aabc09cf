package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.store.Slot;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one method are stored, and how.
 *
 * @param place names the method in messages
 * @param cache the cache
 * @param operation what all reads and puts by the method have in common
 * @param lifetime how long its values are returned
 * @param type the type of one value
 * @param key builds the key of the entry
 * @param variantPrefix the variant, or what it begins with: empty for the full entity, else the type id
 * @param variant builds the rest of the variant, null for none
 */
record ResultSlots(
        Place place,
        ReadThroughCache cache,
        ReadOperation operation,
        Lifetime lifetime,
        Type type,
        KeyBuilder key,
        String variantPrefix,
        @Nullable KeyBuilder variant) {

    /** The slot of a call. */
    Slot slotFor(Call call) {
        return slotFor(call, key, variantFor(call));
    }

    /** The key of a call. */
    CacheKey keyFor(Call call) {
        return key.keyFor(call);
    }

    /**
     * The slot of the element that a call is at.
     *
     * @param keys builds its key
     * @param variant the variant of the call
     */
    Slot slotFor(Call call, KeyBuilder keys, String variant) {
        return new Slot(keys.keyFor(call), variant);
    }

    /** The variant of a call. */
    String variantFor(Call call) {
        return variant == null
                ? variantPrefix
                : variantPrefix + ":" + variant.keyFor(call).text();
    }

    /** Whether the slot of a call may differ when it is computed again. */
    boolean mayChange() {
        return key.mayChange() || (variant != null && variant.mayChange());
    }

    /** Whether a value is too large to be stored. */
    boolean isTooLarge(Object value) {
        return operation.isLargerThan(value, cache.settings().maxEntrySize());
    }

    /** Whether values are full entities, which are stored in the fields of the entry itself. */
    boolean areEntities() {
        return variantPrefix.equals(Slot.ENTITY);
    }

    /** Whether values are made of some attributes of an entity. */
    boolean arePartial() {
        return operation.isProjection();
    }

    /** Whether values of the two may share a slot. Values of different types or variants never do. */
    boolean meet(ResultSlots other) {
        return key.shape().isKnown()
                && other.key.shape().isKnown()
                && variantPrefix.equals(other.variantPrefix)
                && (variant == null) == (other.variant == null)
                && key.shape().meets(other.key.shape());
    }
}
