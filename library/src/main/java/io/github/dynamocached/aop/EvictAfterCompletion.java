package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The evictions of one transaction. They are sent when it is completed, each key once, and after a rollback too: DynamoDB
 * takes no part in the transaction, so the write stands whatever becomes of it.
 */
final class EvictAfterCompletion implements TransactionSynchronization {

    private final Map<CacheKey, CachedEvict> evicts = new LinkedHashMap<>();

    static void register(CachedEvict evict, CacheKey key) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            ofThisTransaction().evicts.put(key, evict);
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
        evicts.forEach((key, evict) -> evict.again(key));
    }
}
