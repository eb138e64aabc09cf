package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.ReadThroughCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Repeats evictions when the transaction of a thread is completed, committed or not: DynamoDB takes no part in it, so the write
 * stands in any case. Does nothing without Spring's transactions.
 */
final class AfterTransaction {

    private static final boolean IS_AVAILABLE = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            AfterTransaction.class.getClassLoader());

    private AfterTransaction() {}

    /** Evicts a key once more when the transaction that is active on this thread is completed. */
    static void evictAgain(ReadThroughCache cache, CacheKey key) {
        if (IS_AVAILABLE && TransactionSynchronizationManager.isSynchronizationActive()) {
            Evictions.ofThisTransaction()
                    .keys
                    .computeIfAbsent(cache, unused -> new LinkedHashSet<>())
                    .add(key);
        }
    }

    /** The evictions of one transaction, each once. */
    private static final class Evictions implements TransactionSynchronization {

        private final Map<ReadThroughCache, Set<CacheKey>> keys = new LinkedHashMap<>();

        static Evictions ofThisTransaction() {
            if (TransactionSynchronizationManager.getResource(Evictions.class) instanceof Evictions bound) {
                return bound;
            }
            Evictions created = new Evictions();
            TransactionSynchronizationManager.registerSynchronization(created);
            created.resume();
            return created;
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Evictions.class, this);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Evictions.class);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Evictions.class);
            keys.forEach((cache, evicted) -> {
                List<CacheKey> all = new ArrayList<>(evicted);
                if (EventLoops.mayWaitOn(Thread.currentThread())) {
                    boolean unused = cache.evict(all);
                } else {
                    cache.owe(all);
                }
            });
        }
    }
}
