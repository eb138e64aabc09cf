package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One cache: reads through it and evicts from it. Used by many threads at once. The protocol is asynchronous; synchronous
 * methods wait on the calling thread and load there. If the server is away, a read takes at most its budget longer.
 */
public final class ReadThroughCache implements CacheWrites {

    private final CacheCore core;
    private final Reads reads;
    private final OpenWrites openWrites;

    ReadThroughCache(CacheSettings settings, Ports ports, Listeners listeners, Executor refreshing, Outbox outbox) {
        this.core = new CacheCore(settings, ports, listeners, outbox);
        this.reads = new Reads(core, refreshing);
        this.openWrites = new OpenWrites(core);
    }

    /** {@return the settings of this cache} */
    public CacheSettings settings() {
        return core.settings();
    }

    /** {@return how loads read DynamoDB now: as the settings say, otherwise strict if some method evicts from this cache} */
    public Consistency consistency() {
        return core.level().consistency();
    }

    /** Some method evicts from this cache, so it is strict unless its settings say otherwise. */
    public void expectEvictions() {
        core.expectEvictions();
    }

    /**
     * Reads a slot. Loads and fills it if it has no fresh value. Waits on the calling thread, and loads there.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader loads the value; called at most once, and only if neither the cache nor a concurrent call has an answer
     * @return the value and where it came from
     * @throws Throwable what the loader threw, for this call or for one that it waited for; never anything else
     */
    public Outcome read(ReadOperation operation, Slot slot, BlockingLoader loader) throws Throwable {
        return reads.read(operation, slot, loader);
    }

    /**
     * Reads a slot as {@link #read(ReadOperation, Slot, BlockingLoader)} does, without blocking any thread.
     *
     * <p>What is answered at once goes on on the calling thread, everything else on the executor in the context of the caller.
     * If the executor refuses, a thread of the library takes its place. A caller that cancels or completes the future leaves: if the
     * load has begun it goes on for others, and for a while without any.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader loads the value
     * @param executor goes on with the call. Its threads must not wait for calls of the cache, unless it grows
     * @param result makes the result from the value. Called on the thread that completes the future
     * @param <T> the type of the result
     * @return the result; fails only with an exception of the loader
     */
    public <T extends @Nullable Object> CompletableFuture<T> readAsync(
            ReadOperation operation, Slot slot, Loader loader, Executor executor, Function<Outcome, T> result) {
        return reads.readAsync(operation, slot, loader, executor, result);
    }

    CompletableFuture<Outcome> readAsync(ReadOperation operation, Slot slot, Loader loader, Executor executor) {
        return readAsync(operation, slot, loader, executor, outcome -> outcome);
    }

    /** {@return reads whose callers load themselves} */
    public OpenReads openReads() {
        return reads.open();
    }

    Reads reads() {
        return reads;
    }

    /**
     * Reads many slots at once, each as {@link #read} does. Loads those without a fresh value by one call. Waits on the calling
     * thread, and loads there. Never waits for the load of another call.
     *
     * @param operation what all reads by the calling method have in common
     * @param slots the slots in any order, repeated or not
     * @param loader loads values; called at most once
     * @return the outcomes by slot
     * @throws Throwable what the loader threw
     */
    public Map<Slot, Outcome> readAll(ReadOperation operation, Collection<Slot> slots, BatchLoader loader)
            throws Throwable {
        return reads.readAll(operation, slots, loader, new BatchBudget());
    }

    /**
     * Reads many slots as {@link #readAll} does, and goes on as {@link #readAsync} does, without blocking any thread.
     *
     * @param operation what all reads by the calling method have in common
     * @param slots the slots in any order, repeated or not
     * @param loader loads values; called at most once
     * @param executor goes on with the call
     * @param result makes the result from the outcomes by slot. Called on the thread that completes the future
     * @param <T> the type of the result
     * @return the result; fails only with an exception of the loader
     */
    public <T extends @Nullable Object> CompletableFuture<T> readAllAsync(
            ReadOperation operation,
            Collection<Slot> slots,
            AsyncBatchLoader loader,
            Executor executor,
            Function<Map<Slot, Outcome>, T> result) {
        return reads.readAllAsync(operation, slots, loader, executor, result, new BatchBudget());
    }

    /**
     * Loads a value and bypasses the cache: nothing is read from it or stored.
     *
     * @param loader loads the value
     * @return the value, as a {@link Outcome.Source#BYPASS}
     * @throws Throwable what the loader threw
     */
    public Outcome bypass(BlockingLoader loader) throws Throwable {
        return core.noted(core.timed(() -> new Outcome(Outcome.Source.BYPASS, loader.load(), 0)));
    }

    /**
     * A condition kept a call from the cache. Listeners are notified of a {@link Outcome.Source#BYPASS}, and of no load.
     *
     * @param value what the call returned, null for an absence
     */
    public void excluded(@Nullable Object value) {
        Outcome unused = core.noted(new Outcome(Outcome.Source.BYPASS, value, 0));
    }

    /**
     * Announces a write to keys of a {@link Consistency#FENCED} cache. Waits on the calling thread until the primaries have
     * acknowledged it. After the budget of a call the write goes on without a fence, as in a strict cache. In any other cache,
     * and for all keys at once, nothing is sent.
     *
     * @param keys the keys, repeated or not
     * @return the write, to be ended once
     */
    public Write beginWrite(Collection<CacheKey> keys) {
        return CallerThread.run(caller -> beginWriteAsync(keys));
    }

    /**
     * Announces a write as {@link #beginWrite} does, without blocking any thread.
     *
     * @param keys the keys, repeated or not
     * @return the write, to be ended once. Never fails, and may complete on a thread of the connection to Redis, which must
     *     not be blocked
     */
    public CompletableFuture<Write> beginWriteAsync(Collection<CacheKey> keys) {
        List<CacheKey> distinct = keys.stream().distinct().toList();
        return core.level().isFenced() && distinct.stream().noneMatch(CacheKey::isEveryKey)
                ? Write.behindFence(core, distinct)
                : CompletableFuture.completedFuture(new Write(core, distinct));
    }

    /**
     * Announces a write whose value is to be stored in a slot, in a cache of any consistency. Waits as {@link #beginWrite} does.
     * If the announcement is not acknowledged in time the write ends with an eviction.
     *
     * <p>A {@link #openWrite write} to the key that is seen on this thread before the end of the put does not evict it. The put
     * does so itself unless all such writes have succeeded.
     *
     * @param operation how the value is stored, and for how long
     * @param slot the slot
     * @return the write, to be ended once
     */
    public Put beginPut(ReadOperation operation, Slot slot) {
        return CallerThread.run(caller -> beginPutAsync(operation, slot)).onThisThread();
    }

    /**
     * The same without blocking any thread or binding the put to one.
     *
     * @param operation how the value is stored, and for how long
     * @param slot the slot
     * @return the write, to be ended once. Never fails, and completes as {@link #beginWriteAsync} does
     */
    public CompletableFuture<Put> beginPutAsync(ReadOperation operation, Slot slot) {
        return Put.begin(core, operation, slot);
    }

    /**
     * Evicts a key. Waits on the calling thread until the primary has acknowledged it or the budget is over. An eviction that
     * is not acknowledged is queued: reads of the key on this node bypass the cache, and the eviction is retried until it is
     * acknowledged or the process ends. Readers on other nodes may see the old value until then, or until the entry expires.
     * Fences stay.
     *
     * @param key the key
     * @return whether the eviction is acknowledged
     */
    public boolean evict(CacheKey key) {
        return evict(List.of(key));
    }

    /**
     * Evicts keys as {@link #evict(CacheKey)} does, all at once and with the budget of one.
     *
     * @param keys the keys, repeated or not
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evict(Collection<CacheKey> keys) {
        return CallerThread.run(caller -> core.evict(keys, caller));
    }

    /**
     * Evicts keys as {@link #evict(Collection)} does, without blocking any thread. The future never fails, and may complete on
     * a thread of the connection to Redis, which must not be blocked.
     *
     * @param keys the keys, repeated or not
     * @return whether the eviction of every key is acknowledged
     */
    @Override
    public CompletableFuture<Boolean> evictAsync(Collection<CacheKey> keys) {
        return core.evict(keys, Runnable::run);
    }

    @Override
    public void owe(Collection<CacheKey> keys) {
        core.owe(keys);
    }

    @Override
    public SeenWrite openWrite(Collection<CacheKey> keys) {
        return openWrites.open(keys);
    }

    @Override
    public boolean owesEvictions() {
        return outbox().queued() > 0 || outbox().wholeCache();
    }

    @Override
    public Duration holdOff() {
        return settings().holdOff();
    }

    /**
     * Evicts all keys. Waits on the calling thread until the primaries have acknowledged it. This has no budget: its time grows
     * with the number of all keys on the servers, and the log shows its progress. If it is not acknowledged it is queued as
     * {@link #evict(CacheKey)} says, and all reads of this cache on this node bypass it until it is. Fences stay.
     * In a {@link Consistency#EVENTUAL} cache, keys that do not exist get no hold-off. A load just after this may store the
     * old item, because DynamoDB may return it for about a second.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evictAll() {
        return evict(List.of(CacheKey.everyKeyOf(settings().name())));
    }

    /** {@return the number and age of the pending evictions on this node} */
    public OutboxState outbox() {
        return core.outbox().state();
    }

    /** Another process is the primary now: evictions that its predecessor acknowledged lately are sent to it again. */
    void replayEvictions() {
        core.outbox().replay();
    }

    /** Ends all open writes as unknown, and sends all pending evictions now. The future completes when none is left. */
    CompletableFuture<Void> drain() {
        return openWrites.endAll().thenCompose(ended -> core.outbox().drain());
    }

    /** Stops retrying evictions, and logs how many are left. */
    void stop() {
        core.outbox().stop();
    }
}
