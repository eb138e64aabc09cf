package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import java.util.List;
import org.springframework.util.ClassUtils;

/** Repeats evictions when the transaction of the caller is completed. */
@FunctionalInterface
interface TransactionCompletion {

    /** Does nothing if no transaction runs on this thread. */
    void evictAgain(WriteOutcomes evicting, List<CacheKey> keys);

    /** With Spring's transactions where they are on the class path. */
    static TransactionCompletion available() {
        boolean transactions = ClassUtils.isPresent(
                "org.springframework.transaction.support.TransactionSynchronizationManager",
                TransactionCompletion.class.getClassLoader());
        return transactions ? EvictAfterCompletion::register : (evicting, keys) -> {};
    }
}
