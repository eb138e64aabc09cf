package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/**
 * One eviction of one method.
 *
 * @param keys gives what is evicted
 * @param condition whether to evict, null for always
 * @param outcomes what is done about the acknowledgement
 */
record CachedEvict(WrittenKeys keys, @Nullable Condition condition, WriteOutcomes outcomes) implements CachedWrite {

    @Override
    public KeyShape keyShape() {
        return keys.shape();
    }

    @Override
    public @Nullable PendingWrite prepare(Call call) {
        boolean decided = condition == null || !condition.needsResult();
        if (decided && !outcomes.holds(condition, call)) {
            return null;
        }
        KeysOfWrite written = new KeysOfWrite(keys, outcomes);
        return new PendingEvict(written, written.before(call), decided ? null : condition);
    }
}
