package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import java.util.List;
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
        if (condition != null && decided && !condition.holds(call)) {
            return null;
        }
        List<CacheKey> known = keys.needsResult() ? null : keys.keysFor(call);
        return new PendingEvict(this, known, decided ? null : condition);
    }
}
