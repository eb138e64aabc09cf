package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Write;
import io.github.dynamocached.deferred.Arrival;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.Condition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A write that waits for the end of its method. Used by one thread at a time, and ended once. The thread of the caller waits
 * for its steps, or none does.
 */
abstract sealed class PendingWrite permits PendingWrite.Evict, PendingPut {

    private final WrittenKeys keys;
    final WriteOutcomes outcomes;
    final @Nullable Condition undecided;

    /**
     * A write.
     *
     * @param undecided the condition if it needs the result, null if it holds
     */
    PendingWrite(CachedWrite write, @Nullable Condition undecided) {
        this.keys = write.keys();
        this.outcomes = write.outcomes();
        this.undecided = undecided;
    }

    /** Announces that the method is about to be called. */
    abstract void announce();

    /** The same without blocking any thread. Never fails. */
    abstract CompletableFuture<Void> announceAsync();

    /** The method is about to be called on this thread. */
    void enter() {}

    /** The method has returned on this thread, and its value has not arrived. */
    void leave() {}

    /** What repeats evictions after the transaction that is active now, of the subscriber or on this thread. */
    TransactionCompletion ofThisTransaction(Arrival arrival, Executor executor) {
        return outcomes.ofThisTransaction(arrival, executor);
    }

    /**
     * The method has returned. What was announced is ended, even if nothing is to be evicted or stored.
     *
     * @throws io.github.dynamocached.UnacknowledgedEvictionException if Redis did not acknowledge it and the cache
     *     throws then
     */
    void afterReturn(Call call) {
        WriteOutcomes.Ends ends = new WriteOutcomes.Ends(outcomes);
        end(call, ends);
        ends.ended();
    }

    /** Sends the same without blocking any thread. */
    WriteOutcomes.Ends afterReturn(Call call, TransactionCompletion transaction) {
        WriteOutcomes.Ends ends = new WriteOutcomes.Ends(outcomes, transaction);
        end(call, ends);
        return ends;
    }

    /** The method threw. It may have written before, or its write may still arrive. */
    void afterThrow(Call call) {
        WriteOutcomes.Ends ends = new WriteOutcomes.Ends(outcomes);
        endAllUnknown(call, ends);
        ends.endedUnknown();
    }

    /** Sends the same without blocking any thread. */
    WriteOutcomes.Ends afterThrow(Call call, TransactionCompletion transaction) {
        WriteOutcomes.Ends ends = new WriteOutcomes.Ends(outcomes, transaction);
        endAllUnknown(call, ends);
        return ends;
    }

    void endAllUnknown(Call call, WriteOutcomes.Ends ends) {
        if (keys.needsResult()) {
            outcomes.warnOfUnknownKey();
            return;
        }
        endUnknown(ends);
        ends.evictUnknown(keysAfter(call));
    }

    /** The method was not called, and will not be. Ends what was announced without blocking any thread. */
    abstract void notCalled();

    /** Ends what was announced, and evicts or stores what the method has written. */
    abstract void end(Call call, WriteOutcomes.Ends ends);

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
        CompletableFuture<Void> announceAsync() {
            return before == null
                    ? CompletableFuture.completedFuture(null)
                    : outcomes.cache().beginWriteAsync(before).thenAccept(begun -> write = begun);
        }

        @Override
        void notCalled() {
            if (write != null) {
                CompletableFuture<Boolean> unused = write.notWrittenAsync();
            }
        }

        @Override
        void end(Call call, WriteOutcomes.Ends ends) {
            boolean evicts = outcomes.holds(undecided, call);
            if (write != null && (evicts || write.isFenced())) {
                ends.evict(write);
            }
            if (evicts) {
                ends.evict(keysAfter(call));
            }
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
}
