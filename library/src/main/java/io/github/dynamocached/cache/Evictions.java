package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The evictions of one cache: each is sent once, and owed if it is not acknowledged in time. */
final class Evictions {

    private final CacheSettings settings;
    private final Ports ports;
    private final Outbox outbox;
    private final Listeners listeners;

    Evictions(CacheSettings settings, Ports ports, Outbox outbox, Listeners listeners) {
        this.settings = settings;
        this.ports = ports;
        this.outbox = outbox;
        this.listeners = listeners;
    }

    CacheSettings settings() {
        return settings;
    }

    /** What is owed. */
    Outbox outbox() {
        return outbox;
    }

    /**
     * Evicts keys, and ends the fences of a writer. The future tells whether all is acknowledged, and never fails.
     *
     * @param keys each once. Where one of them stands for every key it does so for the others too
     * @param executor where the outcome is noted and listeners are told
     */
    CompletableFuture<Boolean> evict(List<CacheKey> keys, String writer, Executor executor) {
        for (CacheKey key : keys) {
            if (keys.size() == 1 || key.isEveryKey()) {
                return evict(key, writer, executor);
            }
        }
        return evictTogether(keys, writer, executor);
    }

    private CompletableFuture<Boolean> evict(CacheKey key, String writer, Executor executor) {
        long sent = outbox.generation();
        CompletableFuture<Void> eviction = ports.evict(key, settings.holdOff(), writer);
        ports.timing().limit(eviction, ports.evictBudget(key).toNanos());
        return eviction.handle((done, failure) -> failure == null)
                .thenApplyAsync(acknowledged -> ended(key, sent, acknowledged), executor);
    }

    private CompletableFuture<Boolean> evictTogether(List<CacheKey> keys, String writer, Executor executor) {
        long sent = outbox.generation();
        return Bundle.<CacheKey, Void>answersWithin(
                        ports.budgets().evict(),
                        ports,
                        keys,
                        (store, key) -> store.evict(key, settings.holdOff(), writer))
                .thenApplyAsync(
                        evicted -> {
                            boolean all = true;
                            for (CacheKey key : keys) {
                                all &= ended(key, sent, evicted.containsKey(key));
                            }
                            return all;
                        },
                        executor);
    }

    private boolean ended(CacheKey key, long sent, boolean acknowledged) {
        outbox.settle(key, sent, acknowledged);
        listeners.onEvict(settings.name(), acknowledged);
        return acknowledged;
    }
}
