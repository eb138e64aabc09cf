package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.Write;
import io.github.dynamocached.deferred.Arrival;
import io.github.dynamocached.eviction.EvictionWarnings;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens after the evictions and puts of one annotation were sent: what is logged, thrown and evicted again. */
final class WriteOutcomes {

    private static final Logger log = LoggerFactory.getLogger(WriteOutcomes.class);

    private final Place place;
    private final ReadThroughCache cache;
    private final TransactionCompletion completion;
    private final EvictionWarnings warnings;
    private final AtomicBoolean reported = new AtomicBoolean();

    /**
     * Outcomes.
     *
     * @param completion repeats evictions after a transaction
     */
    WriteOutcomes(Place place, ReadThroughCache cache, TransactionCompletion completion) {
        this.place = place;
        this.cache = cache;
        this.completion = completion;
        this.warnings = new EvictionWarnings(log, cache.settings().name());
    }

    Place place() {
        return place;
    }

    ReadThroughCache cache() {
        return cache;
    }

    /**
     * The keys were evicted or stored. They are evicted once more when the current transaction is completed.
     *
     * @throws UnacknowledgedEvictionException if Redis did not acknowledge it and the cache throws then
     */
    void ended(boolean acknowledged, List<CacheKey> keys) {
        ended(acknowledged, keys, completion);
    }

    private void ended(boolean acknowledged, List<CacheKey> keys, TransactionCompletion transaction) {
        endedUnknown(acknowledged, keys, transaction);
        if (!acknowledged && cache.settings().onEvictFailure() == OnEvictFailure.THROW) {
            throw new UnacknowledgedEvictionException(
                    place.toString(), cache.settings().name());
        }
    }

    /** The same where the method threw. */
    void endedUnknown(boolean acknowledged, List<CacheKey> keys) {
        endedUnknown(acknowledged, keys, completion);
    }

    private void endedUnknown(boolean acknowledged, List<CacheKey> keys, TransactionCompletion transaction) {
        note(acknowledged);
        transaction.evictAgain(this, keys);
    }

    /** What repeats evictions after the transaction that is active now, of the subscriber or on this thread. */
    TransactionCompletion ofThisTransaction(Arrival arrival, Executor executor) {
        return completion.ofThisTransaction(arrival, executor);
    }

    /** Evicts once more. */
    void evictAgain(Collection<CacheKey> keys) {
        note(cache.evict(keys));
    }

    /** The same without blocking any thread. Never fails. */
    CompletableFuture<Void> evictAgainAsync(Collection<CacheKey> keys) {
        return cache.evictAsync(keys).thenAccept(this::note);
    }

    private void note(boolean acknowledged) {
        warnings.note(acknowledged, place);
    }

    /** Whether a condition holds, null for none. Where it fails, keys are evicted. */
    boolean holds(@Nullable Condition condition, Call call) {
        try {
            return condition == null || condition.holds(call);
        } catch (Throwable failure) {
            failed(failure, "its keys are evicted");
            return true;
        }
    }

    /**
     * Logs that an expression failed. The message of an exception of the application may hold a key, so only its class is
     * logged.
     *
     * @param consequence what is done instead
     */
    void failed(Throwable failure, String consequence) {
        String what = failure instanceof MisuseException
                ? String.valueOf(failure.getMessage())
                : place + ": an expression failed with " + Failures.nameOf(failure) + ".";
        if (reported.compareAndSet(false, true)) {
            log.error(
                    "{} The method was still called, and {}. Further failures are logged at debug level.",
                    what,
                    consequence);
        } else {
            log.debug("{} The method was still called, and {}.", what, consequence, failure);
        }
    }

    /** Logs that nothing can be evicted, because the key comes from the result and there is none. */
    void warnOfUnknownKey() {
        log.warn(
                "{}: the method threw an exception. The key to evict from cache '{}' comes from its result, so"
                        + " nothing was evicted. If the method may have written before, set key to an"
                        + " expression of its parameters.",
                place,
                cache.settings().name());
    }

    /**
     * The ends of what one annotation has written in one call. All are sent before any failure is thrown. They are waited for
     * on this thread, or block none.
     */
    static final class Ends {

        private final WriteOutcomes outcomes;
        private final @Nullable TransactionCompletion transaction;
        private final List<CacheKey> keys = new ArrayList<>();
        private CompletableFuture<Boolean> acknowledged = CompletableFuture.completedFuture(true);

        /** Ends that this thread waits for. */
        Ends(WriteOutcomes outcomes) {
            this(outcomes, null);
        }

        /** Ends that block no thread, in a transaction. */
        Ends(WriteOutcomes outcomes, @Nullable TransactionCompletion transaction) {
            this.outcomes = outcomes;
            this.transaction = transaction;
        }

        private boolean waits() {
            return transaction == null;
        }

        void evict(Write write) {
            add(waits() ? done(write.evict()) : write.evictAsync(), write.keys());
        }

        /** Evicts keys that were not announced. */
        void evict(List<CacheKey> unannounced) {
            if (!unannounced.isEmpty()) {
                ReadThroughCache cache = outcomes.cache();
                add(
                        waits()
                                ? done(cache.beginWrite(unannounced).evict())
                                : cache.beginWriteAsync(unannounced).thenCompose(Write::evictAsync),
                        unannounced);
            }
        }

        /** Stores a value, or evicts the key if there is none. */
        void store(Put put, @Nullable Object value) {
            add(waits() ? done(put.store(value)) : put.storeAsync(value), List.of(put.key()));
        }

        void evictUnknown(Write write) {
            add(waits() ? done(write.evictUnknown()) : write.evictUnknownAsync(), write.keys());
        }

        void evictUnknown(Put put) {
            add(waits() ? done(put.evictUnknown()) : put.evictUnknownAsync(), List.of(put.key()));
        }

        void evictUnknown(List<CacheKey> unannounced) {
            if (!unannounced.isEmpty()) {
                ReadThroughCache cache = outcomes.cache();
                add(
                        waits()
                                ? done(cache.beginWrite(unannounced).evictUnknown())
                                : cache.beginWriteAsync(unannounced).thenCompose(Write::evictUnknownAsync),
                        unannounced);
            }
        }

        private static CompletableFuture<Boolean> done(boolean acknowledged) {
            return CompletableFuture.completedFuture(acknowledged);
        }

        private void add(CompletableFuture<Boolean> answered, List<CacheKey> of) {
            acknowledged = acknowledged.thenCombine(answered, Boolean::logicalAnd);
            keys.addAll(of);
        }

        /** Completes when all are acknowledged or have failed. Never fails. */
        CompletableFuture<Boolean> acknowledged() {
            return acknowledged;
        }

        /**
         * Ends the writes of a method that has returned, once they are acknowledged or have failed.
         *
         * @throws UnacknowledgedEvictionException if Redis did not acknowledge one and the cache throws then
         */
        void ended() {
            if (!keys.isEmpty()) {
                outcomes.ended(acknowledged.join(), keys, repeating());
            }
        }

        /** Ends the writes of a method that threw. */
        void endedUnknown() {
            if (!keys.isEmpty()) {
                outcomes.endedUnknown(acknowledged.join(), keys, repeating());
            }
        }

        private TransactionCompletion repeating() {
            return transaction == null ? outcomes.completion : transaction;
        }
    }
}
