package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/**
 * One write-through by one method: what it returns is stored, or else its key is evicted.
 *
 * @param slots where the value lies
 * @param condition whether to store or evict at all, null for always
 * @param unless what is evicted in place of being stored, null for nothing
 * @param outcomes what is done about the acknowledgement
 */
record CachedPut(
        ResultSlots slots,
        @Nullable Condition condition,
        @Nullable Condition unless,
        WriteOutcomes outcomes) implements CachedWrite {

    @Override
    public KeyShape keyShape() {
        return slots.key().shape();
    }

    @Override
    public @Nullable PendingWrite prepare(Call call) {
        boolean decided = condition == null || !condition.needsResult();
        if (condition != null && decided && !condition.holds(call)) {
            return null;
        }
        return new PendingPut(this, slots.key().needsResult() ? null : slots.slotFor(call), decided ? null : condition);
    }
}
