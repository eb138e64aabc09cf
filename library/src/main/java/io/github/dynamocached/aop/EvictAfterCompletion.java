package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The evictions of one transaction. They are sent when it is completed, each key once, and after a rollback too: DynamoDB
 * takes no part in the transaction, so the write stands whatever becomes of it.
 */
final class EvictAfterCompletion implements TransactionSynchronization {

    private final Map<CacheKey, WriteOutcomes> evicts = new LinkedHashMap<>();

    static void register(WriteOutcomes evicting, List<CacheKey> keys) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            EvictAfterCompletion bound = ofThisTransaction();
            keys.forEach(key -> bound.evicts.put(key, evicting));
        }
    }

    private static EvictAfterCompletion ofThisTransaction() {
        if (TransactionSynchronizationManager.getResource(EvictAfterCompletion.class)
                instanceof EvictAfterCompletion bound) {
            return bound;
        }
        EvictAfterCompletion created = new EvictAfterCompletion();
        TransactionSynchronizationManager.registerSynchronization(created);
        created.resume();
        return created;
    }

    @Override
    public void resume() {
        TransactionSynchronizationManager.bindResource(EvictAfterCompletion.class, this);
    }

    @Override
    public void suspend() {
        TransactionSynchronizationManager.unbindResource(EvictAfterCompletion.class);
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(EvictAfterCompletion.class);
        Map<WriteOutcomes, List<CacheKey>> together = evicts.keySet().stream()
                .collect(Collectors.groupingBy(evicts::get, LinkedHashMap::new, Collectors.toList()));
        together.forEach(WriteOutcomes::evictAgain);
    }
}
