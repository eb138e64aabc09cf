package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** Repeats evictions when the transaction of the caller is completed. */
@FunctionalInterface
interface TransactionCompletion {

    /** There are no transactions. */
    TransactionCompletion NONE = (evicting, keys) -> {};

    /** Does nothing if no transaction is active on this thread. */
    void evictAgain(WriteOutcomes evicting, List<CacheKey> keys);

    /** The same for the transaction that is active on this thread now, whatever thread evicts. */
    default TransactionCompletion ofThisTransaction() {
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
        public TransactionCompletion ofThisTransaction() {
            return TransactionSynchronizationManager.isSynchronizationActive()
                    ? OfSpring.ofThisTransaction()::add
                    : NONE;
        }
    }

    /**
     * The evictions of one transaction. Each key is evicted once when the transaction is completed, also after a rollback:
     * DynamoDB takes no part in the transaction, so the write stands in any case.
     */
    final class OfSpring implements TransactionSynchronization {

        private final Map<CacheKey, WriteOutcomes> evicts = new LinkedHashMap<>();
        private boolean completed;

        private OfSpring() {}

        private void add(WriteOutcomes evicting, List<CacheKey> keys) {
            if (!isAdded(evicting, keys)) {
                evicting.cache().owe(keys);
            }
        }

        private synchronized boolean isAdded(WriteOutcomes evicting, List<CacheKey> keys) {
            if (!completed) {
                keys.forEach(key -> evicts.put(key, evicting));
            }
            return !completed;
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
            together().forEach(WriteOutcomes::evictAgain);
        }

        private synchronized Map<WriteOutcomes, List<CacheKey>> together() {
            completed = true;
            return evicts.keySet().stream()
                    .collect(Collectors.groupingBy(evicts::get, LinkedHashMap::new, Collectors.toList()));
        }
    }
}
