package io.github.dynamocached.aop;

import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.store.Slot;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one method lie, and how.
 *
 * @param cache the cache
 * @param operation what all reads and puts by the method have in common
 * @param lifetime how long its values are returned
 * @param type the type of one value
 * @param key builds the key of the entry
 * @param variantPrefix the variant, or what it begins with: empty for the full entity, else the type id
 * @param variant builds the rest of the variant, null for none
 */
record ResultSlots(
        ReadThroughCache cache,
        ReadOperation operation,
        Lifetime lifetime,
        Type type,
        KeyBuilder key,
        String variantPrefix,
        @Nullable KeyBuilder variant) {

    /** The slot for a call, and for the element that the call is at. */
    Slot slotFor(Call call) {
        return slotFor(call, key);
    }

    /** The slot of a key that is built in another way. */
    Slot slotFor(Call call, KeyBuilder keys) {
        return new Slot(
                keys.keyFor(call),
                variant == null
                        ? variantPrefix
                        : variantPrefix + ":" + variant.keyFor(call).text());
    }

    /** Whether the slot of a call may be another one when it is computed again. */
    boolean mayChange() {
        return key.mayChange() || (variant != null && variant.mayChange());
    }

    /** Whether values are full entities, which lie in the fields of the entry itself. */
    boolean areEntities() {
        return variantPrefix.equals(Slot.ENTITY);
    }

    /** Whether values of the two may well lie in one slot; what is of another type or variant lies in another. */
    boolean meet(ResultSlots other) {
        return key.shape().isKnown()
                && other.key.shape().isKnown()
                && variantPrefix.equals(other.variantPrefix)
                && (variant == null) == (other.variant == null)
                && key.shape().meets(other.key.shape());
    }
}
