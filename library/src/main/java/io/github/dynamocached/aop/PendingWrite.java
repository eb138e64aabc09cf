package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.cache.Write;
import io.github.dynamocached.load.DynamoDbWrites;
import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A write that waits for the end of its method. Used by the thread of the caller alone, and ended once. */
abstract sealed class PendingWrite {

    private final WrittenKeys keys;
    final WriteOutcomes outcomes;
    final @Nullable Condition undecided;

    /**
     * A write.
     *
     * @param undecided the condition if it needs the result, null if it holds
     */
    private PendingWrite(CachedWrite write, @Nullable Condition undecided) {
        this.keys = write.keys();
        this.outcomes = write.outcomes();
        this.undecided = undecided;
    }

    /** Announces that the method is about to be called. */
    abstract void announce();

    /**
     * The method has returned. What was announced is ended, even if nothing is to be evicted or stored.
     *
     * @throws io.github.dynamocached.UnacknowledgedEvictionException if Redis did not acknowledge it and the cache
     *     throws then
     */
    abstract void afterReturn(Call call);

    /** The method threw. It may have written before, or its write may still arrive. */
    void afterThrow(Call call) {
        if (keys.needsResult()) {
            outcomes.warnOfUnknownKey();
            return;
        }
        WriteOutcomes.Ends ends = new WriteOutcomes.Ends(outcomes);
        endUnknown(ends);
        ends.evictUnknown(keysAfter(call));
        ends.endedUnknown();
    }

    /** Ends what was announced, without knowing whether it was written. */
    abstract void endUnknown(WriteOutcomes.Ends ends);

    /** The keys that were announced, null for none. */
    abstract @Nullable List<CacheKey> announced();

    /** The keys after the method that were not announced. */
    final List<CacheKey> keysAfter(Call call) {
        return keys.after(call, announced(), outcomes);
    }

    /** An eviction. */
    static final class Evict extends PendingWrite {

        private final @Nullable List<CacheKey> before;
        private @Nullable Write write;

        /**
         * An eviction.
         *
         * @param before the keys that are known before the call, null for none
         */
        Evict(CachedWrite.Evict eviction, @Nullable List<CacheKey> before, @Nullable Condition undecided) {
            super(eviction, undecided);
            this.before = before;
        }

        @Override
        void announce() {
            if (before != null) {
                write = outcomes.cache().beginWrite(before);
            }
        }

        @Override
        void afterReturn(Call call) {
            boolean evicts = outcomes.holds(undecided, call);
            WriteOutcomes.Ends ends = new WriteOutcomes.Ends(outcomes);
            if (write != null && (evicts || write.isFenced())) {
                ends.evict(write);
            }
            if (evicts) {
                ends.evict(keysAfter(call));
            }
            ends.ended();
        }

        @Override
        void endUnknown(WriteOutcomes.Ends ends) {
            if (write != null) {
                ends.evictUnknown(write);
            }
        }

        @Override
        @Nullable
        List<CacheKey> announced() {
            return before;
        }
    }

    /** A write-through. */
    static final class Store extends PendingWrite {

        private final CachedWrite.Put operation;
        private final @Nullable Slot slot;
        private @Nullable Put put;
        private @Nullable DynamoDbWrites writes;

        /**
         * A write-through.
         *
         * @param slot where to store, null if that needs the result: then the key is evicted
         */
        Store(CachedWrite.Put operation, @Nullable Slot slot, @Nullable Condition undecided) {
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
        void afterReturn(Call call) {
            Collection<Map<String, ?>> written = seen();
            WriteOutcomes.Ends ends = new WriteOutcomes.Ends(outcomes);
            if (put == null) {
                evictUnannounced(call, ends);
            } else if (put.slot().equals(operation.slotOrNull(call))) {
                ends.store(put, isStored(call, written) ? call.result() : null);
            } else {
                ends.store(put, null);
                ends.evict(keysAfter(call));
            }
            ends.ended();
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
        void afterThrow(Call call) {
            Collection<Map<String, ?>> unused = seen();
            super.afterThrow(call);
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
}
