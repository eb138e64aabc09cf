package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.cache.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A write-through that waits for the end of its method. */
final class PendingPut implements PendingWrite {

    private final CachedPut operation;
    private final @Nullable Slot slot;
    private final @Nullable Condition condition;
    private @Nullable Put put;

    /**
     * A write-through.
     *
     * @param operation what stores
     * @param slot where to, null if that needs the result: then the key is evicted
     * @param condition what remains to be asked, null for nothing
     */
    PendingPut(CachedPut operation, @Nullable Slot slot, @Nullable Condition condition) {
        this.operation = operation;
        this.slot = slot;
        this.condition = condition;
    }

    @Override
    public void announce() {
        if (slot != null) {
            ResultSlots slots = operation.slots();
            put = slots.cache().beginPut(slots.operation(), slot);
        }
    }

    /** An expression that fails must not leave the fence to run out: the write has happened. */
    @Override
    public void afterReturn(Call call) {
        Put announced = put;
        if (announced == null) {
            evictByResult(call);
            return;
        }
        Object value = null;
        try {
            value = call.result() != null && isStored(call) ? call.result() : null;
        } finally {
            operation.outcomes().ended(announced.store(value), List.of(announced.key()));
        }
    }

    private boolean isStored(Call call) {
        Condition unless = operation.unless();
        return (condition == null || condition.holds(call)) && (unless == null || !unless.holds(call));
    }

    private void evictByResult(Call call) {
        boolean evicts = true;
        try {
            evicts = condition == null || condition.holds(call);
        } finally {
            if (evicts) {
                CacheKey key = operation.slots().key().keyFor(call);
                operation.outcomes().ended(operation.slots().cache().evict(key), List.of(key));
            }
        }
    }

    @Override
    public void afterThrow() {
        if (put == null) {
            operation.outcomes().warnOfUnknownKey();
        } else {
            operation.outcomes().endedUnknown(put.evictUnknown(), List.of(put.key()));
        }
    }
}
