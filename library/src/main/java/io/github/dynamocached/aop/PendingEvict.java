package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An eviction that waits for the end of its method. */
final class PendingEvict implements PendingWrite {

    private final CachedEvict evict;
    private final @Nullable List<CacheKey> keys;
    private final @Nullable Condition condition;
    private @Nullable Write write;

    /**
     * An eviction.
     *
     * @param evict what evicts
     * @param keys what is evicted, null if that needs the result
     * @param condition what remains to be asked, null for nothing
     */
    PendingEvict(CachedEvict evict, @Nullable List<CacheKey> keys, @Nullable Condition condition) {
        this.evict = evict;
        this.keys = keys;
        this.condition = condition;
    }

    @Override
    public void announce() {
        if (keys != null) {
            write = evict.outcomes().cache().beginWrite(keys);
        }
    }

    /** A condition that fails is no reason to keep what the method has overwritten. */
    @Override
    public void afterReturn(Call call) {
        boolean evicts = true;
        try {
            evicts = condition == null || condition.holds(call);
        } finally {
            evictOrEnd(call, evicts);
        }
    }

    private void evictOrEnd(Call call, boolean evicts) {
        Write announced = write;
        if (announced == null && evicts) {
            List<CacheKey> found = evict.keys().keysFor(call);
            end(evict.outcomes().cache().beginWrite(found));
        } else if (announced != null && (evicts || announced.isFenced())) {
            end(announced);
        }
    }

    private void end(Write ended) {
        evict.outcomes().ended(ended.evict(), ended.keys());
    }

    @Override
    public void afterThrow() {
        if (write == null) {
            evict.outcomes().warnOfUnknownKey();
        } else {
            evict.outcomes().endedUnknown(write.evictUnknown(), write.keys());
        }
    }
}
