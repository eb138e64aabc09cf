package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The evictions of one transaction. Each key is evicted once when the transaction is completed, also after a rollback: DynamoDB
 * takes no part in the transaction, so the write stands in any case. Used by many threads at once.
 */
final class TransactionEvictions {

    private final Map<CacheKey, WriteOutcomes> evicts = new LinkedHashMap<>();
    private boolean completed;

    /** Keys were evicted. If the transaction is completed already, they are evicted again now. */
    void add(WriteOutcomes evicting, List<CacheKey> keys) {
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

    /** The transaction is completed. {@return what is to be evicted again} */
    synchronized Map<WriteOutcomes, List<CacheKey>> complete() {
        completed = true;
        return evicts.keySet().stream()
                .collect(Collectors.groupingBy(evicts::get, LinkedHashMap::new, Collectors.toList()));
    }
}
