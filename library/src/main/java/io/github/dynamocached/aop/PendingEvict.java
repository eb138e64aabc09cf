package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An eviction that waits for the end of its method. */
final class PendingEvict implements PendingWrite {

    private final KeysOfWrite written;
    private final WriteOutcomes outcomes;
    private final @Nullable List<CacheKey> before;
    private final @Nullable Condition condition;
    private @Nullable Write write;

    /**
     * An eviction.
     *
     * @param written what is evicted
     * @param before what is known of it before the call, null for nothing
     * @param condition what remains to be asked, null for nothing
     */
    PendingEvict(KeysOfWrite written, @Nullable List<CacheKey> before, @Nullable Condition condition) {
        this.written = written;
        this.outcomes = written.outcomes();
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
            ended.evict(written.after(call, before));
        }
        ended.tell();
    }

    @Override
    public void afterThrow(Call call) {
        if (written.keys().needsResult()) {
            outcomes.warnOfUnknownKey();
            return;
        }
        EndedWrites ended = new EndedWrites(outcomes);
        if (write != null) {
            ended.evictUnknown(write);
        }
        ended.evictUnknown(written.after(call, before));
        ended.tellUnknown();
    }
}
