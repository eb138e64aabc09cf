package io.github.dynamocached.command;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the protocol works with, whatever the cache.
 *
 * @param store holds the entries
 * @param lock keeps loads of a slot apart
 * @param budgets the times of commands
 * @param outages says which failures of a load are outages
 * @param timing the clock and the timer
 * @param nonces the identities of loads and writes
 * @param limit limits loads while the server does not answer
 * @param tracing follows what is done, null if nobody does
 */
public record Ports(
        EntryStore store,
        LoadLock lock,
        Budgets budgets,
        FailurePredicate outages,
        Timing timing,
        Nonces nonces,
        LoadLimit limit,
        @Nullable WorkTracing tracing) {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    /**
     * What a protocol works with whose loads are limited by the budgets.
     *
     * @param store holds the entries
     * @param lock keeps loads of a slot apart
     * @param budgets the times of commands
     * @param outages says which failures of a load are outages
     * @param timing the clock and the timer
     * @param nonces the identities of loads and writes
     */
    public Ports(
            EntryStore store, LoadLock lock, Budgets budgets, FailurePredicate outages, Timing timing, Nonces nonces) {
        this(store, lock, budgets, outages, timing, nonces, new LoadLimit(budgets.loads()), null);
    }

    /**
     * Sends a command. A port that throws, against its contract, counts as a failed command.
     *
     * @param <T> the type of the answer
     * @param command sends the command
     * @return the answer
     */
    public static <T> CompletableFuture<T> sent(Supplier<CompletionStage<T>> command) {
        try {
            return command.get().toCompletableFuture();
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    /**
     * Evicts a key, or all keys of its cache if it stands for them.
     *
     * @param key the key, or that of all keys
     * @param holdOff how long fills read consistently after it
     * @param writer the identity of the write
     * @return completes when the eviction is acknowledged
     */
    public CompletableFuture<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return sent(
                () -> key.isEveryKey() ? store.evictAll(key.cacheName(), holdOff) : store.evict(key, holdOff, writer));
    }

    /**
     * How long the eviction of a key may take; for all keys there is no limit.
     *
     * @param key the key, or that of all keys
     * @return the time
     */
    public Duration evictBudget(CacheKey key) {
        return key.isEveryKey() ? AS_LONG_AS_IT_TAKES : budgets.evict();
    }

    /**
     * The budget of one call's cache work before its method runs; the fill has another one.
     *
     * @return the budget
     */
    public CommandBudget newBudget() {
        return newBudget(0);
    }

    /**
     * The budget of a call that has already spent some of it.
     *
     * @param spent nanoseconds
     * @return the budget
     */
    public CommandBudget newBudget(long spent) {
        WorkTracing.Place place = tracing == null ? WorkTracing.Place.NOWHERE : tracing.here();
        return new CommandBudget(budgets.call(), timing, spent, place);
    }

    /**
     * The same over another store.
     *
     * @param other the other store
     * @return the same but for the store
     */
    public Ports over(EntryStore other) {
        return new Ports(other, lock, budgets, outages, timing, nonces, limit, tracing);
    }

    /**
     * The same with a tracing.
     *
     * @param other the tracing, null for none
     * @return the same but for the tracing
     */
    public Ports tracedBy(@Nullable WorkTracing other) {
        return new Ports(store, lock, budgets, outages, timing, nonces, limit, other);
    }
}
