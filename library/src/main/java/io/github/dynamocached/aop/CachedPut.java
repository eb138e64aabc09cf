package io.github.dynamocached.aop;

import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/**
 * One write-through by one method: what it returns is stored, or else its key is evicted.
 *
 * @param slots where the value lies
 * @param condition whether to store or evict at all, null for always
 * @param unless what is evicted in place of being stored, null for nothing
 * @param generated what a result has to have that is generated, null for nothing
 * @param outcomes what is done about the acknowledgement
 */
record CachedPut(
        ResultSlots slots,
        @Nullable Condition condition,
        @Nullable Condition unless,
        @Nullable GeneratedAttributes generated,
        WriteOutcomes outcomes)
        implements CachedWrite {

    @Override
    public KeyShape keyShape() {
        return slots.key().shape();
    }

    @Override
    public @Nullable PendingWrite prepare(Call call) {
        boolean decided = condition == null || !condition.needsResult();
        if (decided && !outcomes.holds(condition, call)) {
            return null;
        }
        return new PendingPut(this, slots.key().needsResult() ? null : slotOrNull(call), decided ? null : condition);
    }

    /** Where the value of a call lies, null if that cannot be known. */
    @Nullable
    Slot slotOrNull(Call call) {
        try {
            return slots.slotFor(call);
        } catch (Throwable unknown) {
            return null;
        }
    }
}
