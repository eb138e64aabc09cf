package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.GeneratedAttributes;
import io.github.dynamocached.expression.KeyBuilder;
import io.github.dynamocached.load.DynamoDbWrites;
import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A write-through. */
final class PendingPut extends PendingWrite {

    private final CachedWrite.Put operation;
    private final @Nullable Slot slot;
    private @Nullable Put put;
    private @Nullable DynamoDbWrites writes;

    /**
     * A write-through.
     *
     * @param slot where to store, null if that needs the result: then the key is evicted
     */
    PendingPut(CachedWrite.Put operation, @Nullable Slot slot, @Nullable Condition undecided) {
        super(operation, undecided);
        this.operation = operation;
        this.slot = slot;
    }

    @Override
    void announce() {
        if (slot != null) {
            ResultSlots slots = operation.slots();
            put = slots.cache().beginPut(slots.operation(), slot);
            GeneratedAttributes generated = operation.generated();
            writes = generated == null ? null : generated.begin();
        }
    }

    @Override
    CompletableFuture<Void> announceAsync() {
        if (slot == null) {
            return CompletableFuture.completedFuture(null);
        }
        ResultSlots slots = operation.slots();
        return slots.cache().beginPutAsync(slots.operation(), slot).thenAccept(begun -> put = begun);
    }

    @Override
    void enter() {
        if (put != null) {
            Put unused = put.onThisThread();
            GeneratedAttributes generated = operation.generated();
            writes = generated == null ? null : generated.begin();
        }
    }

    @Override
    void leave() {
        if (writes != null) {
            writes.unbind();
        }
        if (put != null) {
            put.offThisThread();
        }
    }

    @Override
    void notCalled() {
        if (put != null) {
            CompletableFuture<Boolean> unused = put.storeAsync(null);
        }
    }

    @Override
    void end(Call call, WriteOutcomes.Ends ends) {
        Collection<Map<String, ?>> written = seen();
        if (put == null) {
            evictUnannounced(call, ends);
        } else if (put.slot().equals(operation.slotOrNull(call))) {
            ends.store(put, isStored(call, written) ? call.result() : null);
        } else {
            ends.store(put, null);
            ends.evict(keysAfter(call));
        }
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
                    && (undecided == null || undecided.holds(call))
                    && (unless == null || !unless.holds(call));
        } catch (Throwable failure) {
            outcomes.failed(failure, "its key is evicted");
            return false;
        }
    }

    private void evictUnannounced(Call call, WriteOutcomes.Ends ends) {
        if (outcomes.holds(undecided, call)) {
            List<CacheKey> evicted = keysAfter(call);
            reportVariant(call, evicted);
            ends.evict(evicted);
        }
    }

    /** If the key is known and nothing was announced before the call, the variant has failed. */
    private void reportVariant(Call call, List<CacheKey> evicted) {
        KeyBuilder variant = operation.slots().variant();
        String cache = outcomes.cache().settings().name();
        if (variant == null || evicted.contains(CacheKey.everyKeyOf(cache))) {
            return;
        }
        try {
            CacheKey unused = variant.keyFor(call);
        } catch (Throwable failure) {
            outcomes.failed(failure, "its key is evicted");
        }
    }

    @Override
    void endAllUnknown(Call call, WriteOutcomes.Ends ends) {
        Collection<Map<String, ?>> unused = seen();
        super.endAllUnknown(call, ends);
    }

    @Override
    void endUnknown(WriteOutcomes.Ends ends) {
        if (put != null) {
            ends.evictUnknown(put);
        }
    }

    @Override
    @Nullable
    List<CacheKey> announced() {
        return put == null ? null : List.of(put.key());
    }
}
