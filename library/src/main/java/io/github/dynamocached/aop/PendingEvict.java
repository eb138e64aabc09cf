package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An eviction that waits for the end of its method. */
final class PendingEvict implements PendingWrite {

    private final WrittenKeys keys;
    private final WriteOutcomes outcomes;
    private final @Nullable List<CacheKey> before;
    private final @Nullable Condition condition;
    private @Nullable Write write;

    /**
     * An eviction.
     *
     * @param eviction what is evicted
     * @param before what is known of it before the call, null for nothing
     * @param condition what remains to be asked, null for nothing
     */
    PendingEvict(CachedWrite.Evict eviction, @Nullable List<CacheKey> before, @Nullable Condition condition) {
        this.keys = eviction.keys();
        this.outcomes = eviction.outcomes();
        this.before = before;
        this.condition = condition;
    }

    @Override
    public void announce() {
        if (before != null) {
            write = outcomes.cache().beginWrite(before);
        }
    }

    @Override
    public void afterReturn(Call call) {
        boolean evicts = outcomes.holds(condition, call);
        EndedWrites ended = new EndedWrites(outcomes);
        if (write != null && (evicts || write.isFenced())) {
            ended.evict(write);
        }
        if (evicts) {
            ended.evict(keys.after(call, before, outcomes));
        }
        ended.tell();
    }

    @Override
    public void afterThrow(Call call) {
        if (keys.needsResult()) {
            outcomes.warnOfUnknownKey();
            return;
        }
        EndedWrites ended = new EndedWrites(outcomes);
        if (write != null) {
            ended.evictUnknown(write);
        }
        ended.evictUnknown(keys.after(call, before, outcomes));
        ended.tellUnknown();
    }
}
