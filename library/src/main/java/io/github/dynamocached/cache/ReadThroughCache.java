package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One cache: reads through it, and evicts from it. Used by any number of threads at once.
 *
 * <p>There is one protocol, and it is asynchronous. The synchronous methods wait for it on the calling thread and load
 * there. With the server away or slow a read costs at most its budget more than its load, and never fails for it.
 */
public final class ReadThroughCache {

    private final Parts parts;
    private final Refreshes refreshes;
    private final Lookups lookups;

    ReadThroughCache(CacheSettings settings, Ports ports, Listeners listeners, Executor refreshing) {
        this(settings, ports, listeners, refreshing, new Outbox(settings, ports, listeners));
    }

    ReadThroughCache(CacheSettings settings, Ports ports, Listeners listeners, Executor refreshing, Outbox outbox) {
        this.parts = new Parts(settings, ports, listeners, outbox);
        this.refreshes = new Refreshes(parts, refreshing);
        this.lookups = new Lookups(parts, refreshes);
    }

    /**
     * How this cache behaves.
     *
     * @return its settings
     */
    public CacheSettings settings() {
        return parts.settings();
    }

    /**
     * How loads of this cache read DynamoDB: as its settings say, else strict if some method evicts from it.
     *
     * @return the consistency as of now
     */
    public Consistency consistency() {
        return parts.level().consistency();
    }

    /** Tells the cache that some method evicts from it, which decides on its consistency where its settings do not. */
    public void evictedBySomeMethod() {
        parts.level().evictedBySomeMethod();
    }

    /**
     * Reads a slot, and loads and fills it where it holds no fresh value. Waits on the calling thread, and loads there.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader loads the value; called at most once, and exactly once where neither the cache nor a concurrent call
     *     has an answer
     * @return the value and where it came from
     * @throws Throwable what the loader threw, or what it threw for the call that this one waited for; never anything
     *     else, whatever the server does
     */
    public Outcome read(ReadOperation operation, Slot slot, BlockingLoader loader) throws Throwable {
        Outcome outcome = lookups.read(operation, slot, loader);
        parts.listeners().onRead(settings().name(), outcome);
        return outcome;
    }

    /**
     * Reads a slot as {@link #read(ReadOperation, Slot, BlockingLoader)} does, without blocking any thread.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader loads the value
     * @param executor where the loader is called, and where a call goes on that waited for another one's load
     * @return the value and where it came from; fails only with the loader's own exception
     */
    public CompletionStage<Outcome> readAsync(ReadOperation operation, Slot slot, Loader loader, Executor executor) {
        ReadCall call = new ReadCall(
                operation, slot, loader, executor, parts.ports().timing().nanos());
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        CompletableFuture<Answer> unused =
                lookups.read(call).whenComplete((answer, failure) -> complete(result, answer));
        return result;
    }

    /**
     * Reads many slots at once, each as {@link #read} does, and loads what has no fresh value by one call. Waits on the
     * calling thread, and loads there; never waits for the load of another call.
     *
     * @param operation what all reads by the calling method have in common
     * @param slots the slots, in any order and repeated or not
     * @param loader loads values; called at most once
     * @return the outcomes by slot
     * @throws Throwable what the loader threw; never anything else, whatever the server does
     */
    public Map<Slot, Outcome> readAll(ReadOperation operation, Collection<Slot> slots, BatchLoader loader)
            throws Throwable {
        return new BatchRead(operation, parts, refreshes, loader)
                .read(slots.stream().distinct().toList());
    }

    private void complete(CompletableFuture<Outcome> result, Answer answer) {
        try {
            Outcome outcome = answer.outcome();
            parts.listeners().onRead(settings().name(), outcome);
            result.complete(outcome);
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * Loads beside the cache: nothing is read from it and nothing is stored.
     *
     * @param loader loads the value
     * @return the value, as a {@link Outcome.Source#BYPASS}
     * @throws Throwable what the loader threw
     */
    public Outcome bypass(BlockingLoader loader) throws Throwable {
        Outcome outcome = parts.timed(() -> new Outcome(Outcome.Source.BYPASS, loader.load(), 0));
        parts.listeners().onRead(settings().name(), outcome);
        return outcome;
    }

    /**
     * Announces a write to keys of a {@link Consistency#FENCED} cache, and waits on the calling thread until the primaries
     * have acknowledged it or the budget of a call is over; then the write goes on without a fence, as in a strict cache.
     * In any other cache, and for all keys at once, nothing is sent.
     *
     * @param keys the keys, repeated or not
     * @return the write, to be ended once
     */
    public Write beginWrite(Collection<CacheKey> keys) {
        return CallerThread.run(caller -> beginWriteAsync(keys));
    }

    /** The same without blocking any thread. The future never fails. */
    CompletableFuture<Write> beginWriteAsync(Collection<CacheKey> keys) {
        List<CacheKey> distinct = keys.stream().distinct().toList();
        return parts.level().isFenced() && distinct.stream().noneMatch(CacheKey::isEveryKey)
                ? Write.behindFence(parts, distinct)
                : CompletableFuture.completedFuture(new Write(parts, distinct));
    }

    /**
     * Announces a write whose value is to go into a slot, in a cache of any consistency, and waits as
     * {@link #beginWrite} does. Where the announcement is not acknowledged in time the write ends with an eviction.
     *
     * @param operation how the value lies in the slot, and for how long
     * @param slot the slot
     * @return the write, to be ended once
     */
    public Put beginPut(ReadOperation operation, Slot slot) {
        return CallerThread.run(caller -> beginPutAsync(operation, slot));
    }

    /** The same without blocking any thread. The future never fails. */
    CompletableFuture<Put> beginPutAsync(ReadOperation operation, Slot slot) {
        return Put.begin(parts, operation, slot);
    }

    /**
     * Evicts a key, and waits on the calling thread until the primary has acknowledged it or the budget is over. Where
     * it is not acknowledged it is queued: reads of the key on this node go beside the cache, and the eviction is
     * repeated until it is acknowledged or the process ends. Readers on other nodes may see the old value until then, or
     * until the entry's life ends. Fences stay.
     *
     * @param key the key
     * @return whether the eviction is acknowledged
     */
    public boolean evict(CacheKey key) {
        return evict(List.of(key));
    }

    /**
     * Evicts keys as {@link #evict(CacheKey)} does, all at once and within the time of one.
     *
     * @param keys the keys, repeated or not
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evict(Collection<CacheKey> keys) {
        return CallerThread.run(caller -> evict(keys, caller));
    }

    /** The same without blocking any thread. The future never fails. */
    CompletableFuture<Boolean> evict(Collection<CacheKey> keys, Executor executor) {
        return parts.outbox().evict(keys.stream().distinct().toList(), EntryStore.NO_WRITER, executor);
    }

    /**
     * Evicts all keys, and waits on the calling thread until the primaries have acknowledged it. That has no budget: it
     * takes as long as there are keys on the servers, of whatever kind, and the log tells how far it is. While a server
     * hangs, each of its commands has the budget of an eviction. Where it is not acknowledged it is queued as
     * {@link #evict(CacheKey)} says, and until it passes all reads of this cache on this node go beside it. Fences stay.
     *
     * <p>In a cache that is {@link Consistency#EVENTUAL}, keys that were not there get no hold-off: a load that begins just
     * after this may store the old item, which DynamoDB may return for a second or so.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evictAll() {
        return evict(List.of(CacheKey.everyKeyOf(settings().name())));
    }

    /**
     * Evicts a key when a time has passed, because a write whose outcome is unknown may still land until then. Returns at
     * once. The eviction is queued and repeated like one that failed. When the application ends it is sent before its
     * time.
     *
     * @param key the key
     * @param delay after which the write can land no more
     */
    void evictLater(CacheKey key, Duration delay) {
        parts.outbox().evictLater(key, delay);
    }

    /**
     * The evictions that this node owes.
     *
     * @return their number and age as of now
     */
    public OutboxState outbox() {
        return parts.outbox().state();
    }

    /** Another process is the primary: what its predecessor acknowledged lately is sent to it again. */
    void replayEvictions() {
        parts.outbox().replay();
    }

    /** Sends all owed evictions now. The future completes when none is left, and may be given up. */
    CompletableFuture<Void> drain() {
        return parts.outbox().drain();
    }

    /** Repeats no eviction any more, and says how many are left. */
    void stop() {
        parts.outbox().stop();
    }
}
