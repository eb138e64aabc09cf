package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.deferred.Arrival;
import java.util.List;
import java.util.concurrent.Executor;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;
import reactor.util.context.ContextView;

/** Repeats evictions when the transaction of the caller is completed. */
@FunctionalInterface
interface TransactionCompletion {

    /** There are no transactions. */
    TransactionCompletion NONE = (evicting, keys) -> {};

    /** Does nothing if no transaction is active on this thread. */
    void evictAgain(WriteOutcomes evicting, List<CacheKey> keys);

    /**
     * The same for the transaction that is active now, whatever thread evicts: that in the context of the subscriber, or else
     * that of this thread.
     *
     * @param executor goes on where evictions were repeated without blocking a thread
     */
    default TransactionCompletion ofThisTransaction(Arrival arrival, Executor executor) {
        return this;
    }

    /** With Spring's transactions if they are on the class path. */
    static TransactionCompletion available() {
        boolean transactions = ClassUtils.isPresent(
                "org.springframework.transaction.support.TransactionSynchronizationManager",
                TransactionCompletion.class.getClassLoader());
        return transactions ? new WithSpring() : NONE;
    }

    /** Looks for a transaction on the calling thread. */
    final class WithSpring implements TransactionCompletion {

        @Override
        public void evictAgain(WriteOutcomes evicting, List<CacheKey> keys) {
            if (TransactionSynchronizationManager.isSynchronizationActive()) {
                OfSpring.ofThisTransaction().add(evicting, keys);
            }
        }

        @Override
        public TransactionCompletion ofThisTransaction(Arrival arrival, Executor executor) {
            ContextView subscriber = arrival.subscriber();
            TransactionCompletion reactive =
                    subscriber == null ? null : ReactiveTransactionCompletion.in(subscriber, executor);
            if (reactive != null) {
                return reactive;
            }
            return TransactionSynchronizationManager.isSynchronizationActive()
                    ? OfSpring.ofThisTransaction()::add
                    : NONE;
        }
    }

    /** A transaction of a thread. */
    final class OfSpring implements TransactionSynchronization {

        private final TransactionEvictions evictions = new TransactionEvictions();

        private OfSpring() {}

        private void add(WriteOutcomes evicting, List<CacheKey> keys) {
            evictions.add(evicting, keys);
        }

        private static OfSpring ofThisTransaction() {
            if (TransactionSynchronizationManager.getResource(OfSpring.class) instanceof OfSpring bound) {
                return bound;
            }
            OfSpring created = new OfSpring();
            TransactionSynchronizationManager.registerSynchronization(created);
            created.resume();
            return created;
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(OfSpring.class, this);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(OfSpring.class);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(OfSpring.class);
            evictions.complete().forEach(WriteOutcomes::evictAgain);
        }
    }
}
