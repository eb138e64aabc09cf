package io.github.dynamocached.cache;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What the protocol works with, whatever the cache. */
record Ports(
        EntryStore store,
        LoadLock lock,
        Budgets budgets,
        FailurePredicate outages,
        Timing timing,
        Nonces nonces,
        LoadLimit limit) {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    Ports(EntryStore store, LoadLock lock, Budgets budgets, FailurePredicate outages, Timing timing, Nonces nonces) {
        this(store, lock, budgets, outages, timing, nonces, new LoadLimit(budgets.loads()));
    }

    /** Sends a command. A port that throws, against its contract, counts as a failed command. */
    static <T> CompletableFuture<T> sent(Supplier<CompletionStage<T>> command) {
        try {
            return command.get().toCompletableFuture();
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    /** Evicts a key, or all keys of its cache if it stands for them. */
    CompletableFuture<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return sent(
                () -> key.isEveryKey() ? store.evictAll(key.cacheName(), holdOff) : store.evict(key, holdOff, writer));
    }

    /** How long the eviction of a key may take; for all keys there is no limit. */
    Duration evictBudget(CacheKey key) {
        return key.isEveryKey() ? AS_LONG_AS_IT_TAKES : budgets.evict();
    }

    /** The budget of one call's cache work before its method runs; the fill has another one. */
    CommandBudget newBudget() {
        return newBudget(0);
    }

    /** The budget of a call that has already spent some of it. */
    CommandBudget newBudget(long spent) {
        return new CommandBudget(budgets.call(), timing, spent);
    }

    /** The same over another store. */
    Ports over(EntryStore other) {
        return new Ports(other, lock, budgets, outages, timing, nonces, limit);
    }
}
