package io.github.dynamocached.cache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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

    /** Evicts keys, each once, and waits on the calling thread. */
    boolean evict(List<CacheKey> keys, String writer) {
        return keys.size() == 1 ? evict(keys.get(0), writer) : evictTogether(keys, writer);
    }

    private boolean evict(CacheKey key, String writer) {
        long sent = outbox.generation();
        CompletableFuture<Void> eviction = ports.evict(key, settings.holdOff(), writer);
        return ended(key, sent, TimedWait.succeeds(eviction, ports.evictBudget(key)));
    }

    private boolean evictTogether(List<CacheKey> keys, String writer) {
        long sent = outbox.generation();
        Map<CacheKey, Void> evicted = Bundle.answers(
                ports.store(),
                keys,
                (store, key) -> store.evict(key, settings.holdOff(), writer),
                ports.budgets().evict());
        boolean all = true;
        for (CacheKey key : keys) {
            all &= ended(key, sent, evicted.containsKey(key));
        }
        return all;
    }

    /** Evicts without blocking any thread. The stage never fails. */
    CompletableFuture<Boolean> evictAsync(CacheKey key, String writer) {
        long sent = outbox.generation();
        CompletableFuture<Void> eviction = ports.evict(key, settings.holdOff(), writer);
        if (!eviction.isDone()) {
            eviction.orTimeout(ports.evictBudget(key).toNanos(), TimeUnit.NANOSECONDS);
        }
        return eviction.handle((done, failure) -> ended(key, sent, failure == null));
    }

    private boolean ended(CacheKey key, long sent, boolean acknowledged) {
        outbox.settle(key, sent, acknowledged);
        listeners.onEvict(settings.name(), acknowledged);
        return acknowledged;
    }
}
