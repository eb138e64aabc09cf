package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.load.SeenWrites;
import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A write-through that waits for the end of its method. */
final class PendingPut implements PendingWrite {

    private final CachedWrite.Put operation;
    private final @Nullable Slot slot;
    private final @Nullable Condition condition;
    private @Nullable Put put;
    private @Nullable SeenWrites writes;

    /**
     * A write-through.
     *
     * @param operation what stores
     * @param slot where to, null if that needs the result: then the key is evicted
     * @param condition what remains to be asked, null for nothing
     */
    PendingPut(CachedWrite.Put operation, @Nullable Slot slot, @Nullable Condition condition) {
        this.operation = operation;
        this.slot = slot;
        this.condition = condition;
    }

    @Override
    public void announce() {
        if (slot != null) {
            ResultSlots slots = operation.slots();
            put = slots.cache().beginPut(slots.operation(), slot);
            GeneratedAttributes generated = operation.generated();
            writes = generated == null ? null : generated.begin();
        }
    }

    @Override
    public void afterReturn(Call call) {
        Collection<Map<String, ?>> written = seen();
        EndedWrites ended = new EndedWrites(operation.outcomes());
        Put announced = put;
        if (announced == null) {
            evictUnannounced(call, ended);
        } else if (announced.slot().equals(operation.slotOrNull(call))) {
            ended.store(announced, isStored(call, written) ? call.result() : null);
        } else {
            ended.store(announced, null);
            ended.evict(keysAfter(call, List.of(announced.key())));
        }
        ended.tell();
    }

    private Collection<Map<String, ?>> seen() {
        return writes == null ? List.of() : writes.end();
    }

    private boolean isStored(Call call, Collection<Map<String, ?>> written) {
        Object result = call.result();
        if (result == null) {
            return false;
        }
        Condition unless = operation.unless();
        GeneratedAttributes generated = operation.generated();
        try {
            return (generated == null || generated.areIn(result, written))
                    && (condition == null || condition.holds(call))
                    && (unless == null || !unless.holds(call));
        } catch (Throwable failure) {
            operation.outcomes().failed(failure, "its key is evicted");
            return false;
        }
    }

    private void evictUnannounced(Call call, EndedWrites ended) {
        if (operation.outcomes().holds(condition, call)) {
            List<CacheKey> keys = keysAfter(call, null);
            tellOfVariant(call, keys);
            ended.evict(keys);
        }
    }

    /** Where the key is known and nothing was announced before the call, the variant has failed. */
    private void tellOfVariant(Call call, List<CacheKey> keys) {
        KeyBuilder variant = operation.slots().variant();
        if (variant == null
                || keys.contains(
                        CacheKey.everyKeyOf(operation.slots().cache().settings().name()))) {
            return;
        }
        try {
            CacheKey unused = variant.keyFor(call);
        } catch (Throwable failure) {
            operation.outcomes().failed(failure, "its key is evicted");
        }
    }

    private List<CacheKey> keysAfter(Call call, @Nullable List<CacheKey> before) {
        return operation.keys().after(call, before, operation.outcomes());
    }

    @Override
    public void afterThrow(Call call) {
        Collection<Map<String, ?>> unused = seen();
        if (operation.slots().key().needsResult()) {
            operation.outcomes().warnOfUnknownKey();
            return;
        }
        EndedWrites ended = new EndedWrites(operation.outcomes());
        Put announced = put;
        if (announced != null) {
            ended.evictUnknown(announced);
        }
        ended.evictUnknown(keysAfter(call, announced == null ? null : List.of(announced.key())));
        ended.tellUnknown();
    }
}
