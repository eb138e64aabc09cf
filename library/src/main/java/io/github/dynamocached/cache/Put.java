package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.WriteOutcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One write whose value is stored in a slot, from before it is sent to DynamoDB until its outcome is known. Used by one
 * thread at a time, and ended once.
 *
 * <p>A fence is open meanwhile, in a cache of any consistency. The value is stored only if no other writer was there when
 * this one began, and none has begun and nothing was evicted since. For two writes at once nobody knows which one DynamoDB
 * saw last. If the value cannot be stored the key is evicted, so an acknowledged put is an acknowledged eviction.
 *
 * <p>The cache may also see the writes that the method makes. Then the value is stored only if all of them have succeeded.
 */
public final class Put {

    private final CacheCore cache;
    private final StoreGate gate;
    private final Slot slot;
    private final Write write;
    private final String token;
    private final WritesOfPut writes;

    private Put(CacheCore cache, StoreGate gate, Slot slot, Write write, String token) {
        this.cache = cache;
        this.gate = gate;
        this.slot = slot;
        this.write = write;
        this.token = token;
        this.writes = new WritesOfPut(slot.key());
    }

    /** Opens a fence, and asks for a token. The future never fails. */
    static CompletableFuture<Put> begin(CacheCore cache, ReadOperation operation, Slot slot) {
        Ports ports = cache.ports();
        String writer = ports.nonces().writer();
        Fence fence = new Fence(writer, cache.settings().fence(), cache.level().fence());
        CompletableFuture<String> begin = Ports.sent(() -> ports.store().beginPut(slot, fence));
        ports.timing().limit(begin, ports.budgets().call().toNanos());
        return begin.handle((token, failure) -> {
            Set<CacheKey> announced = failure == null ? Set.of(slot.key()) : Set.of();
            Write write = new Write(cache, List.of(slot.key()), writer, CompletableFuture.completedFuture(announced));
            return new Put(cache, new StoreGate(operation, slot, cache), slot, write, failure == null ? token : "");
        });
    }

    /**
     * The method of the put runs on this thread from now on: writes to the key that begin here before the end of the put are
     * left to the put.
     *
     * @return this put
     */
    public Put onThisThread() {
        writes.bind();
        return this;
    }

    /** The method has returned on this thread, and its write may still be under way. */
    public void offThisThread() {
        writes.unbind();
    }

    /** {@return the key of the entry} */
    public CacheKey key() {
        return slot.key();
    }

    /** {@return the slot for the value} */
    public Slot slot() {
        return slot;
    }

    /**
     * The write has ended and its outcome is known: stores the value or evicts the key, and ends the fence. Waits on the
     * calling thread: for a fill at most as long as the budget of a call, for an eviction as {@link ReadThroughCache#evict}
     * does.
     *
     * @param value what DynamoDB holds now. Null is not stored
     * @return whether the store or the eviction is acknowledged
     */
    public boolean store(@Nullable Object value) {
        return CallerThread.run(executor -> store(value, executor));
    }

    /**
     * The same without blocking any thread.
     *
     * @param value what DynamoDB holds now. Null is not stored
     * @return whether the store or the eviction is acknowledged. Never fails, and may complete on a thread of the connection
     *     to Redis, which must not be blocked
     */
    public CompletableFuture<Boolean> storeAsync(@Nullable Object value) {
        return store(value, Runnable::run);
    }

    CompletableFuture<Boolean> store(@Nullable Object value, Executor executor) {
        WriteOutcome written = writes.end();
        if (written == WriteOutcome.UNKNOWN) {
            return write.evictUnknown(executor);
        }
        if (value == null || token.isEmpty() || written != WriteOutcome.WRITTEN) {
            return write.evict(executor);
        }
        long sent = cache.outbox().generation();
        return fill(value)
                .thenApplyAsync(outcome -> isStored(outcome, sent), executor)
                .thenCompose(stored -> stored ? CompletableFuture.completedFuture(true) : write.evict(executor));
    }

    /**
     * The write threw or timed out: evicts the key, and leaves the fence open until it runs out. Waits as
     * {@link ReadThroughCache#evict} does.
     *
     * @return whether the eviction is acknowledged
     */
    public boolean evictUnknown() {
        return CallerThread.run(this::evictUnknown);
    }

    /**
     * The same as {@link #evictUnknown()} without blocking any thread.
     *
     * @return whether the eviction is acknowledged. Never fails, and completes as {@link #storeAsync} does
     */
    public CompletableFuture<Boolean> evictUnknownAsync() {
        return evictUnknown(Runnable::run);
    }

    CompletableFuture<Boolean> evictUnknown(Executor executor) {
        WriteOutcome unused = writes.end();
        return write.evictUnknown(executor);
    }

    /** Whether its fence is known to be open. */
    boolean isAnnounced() {
        return write.isAnnounced();
    }

    private boolean isStored(FillOutcome outcome, long sent) {
        cache.listeners().onFill(cache.settings().name(), outcome);
        boolean stored = outcome == FillOutcome.STORED || outcome == FillOutcome.ENDED;
        if (stored) {
            cache.outbox().stored(slot.key(), sent);
        }
        return stored;
    }

    private CompletableFuture<FillOutcome> fill(Object value) {
        StoreGate.Verdict verdict = gate.judge(Loaded.written(value), token, false);
        Fill fill = verdict.fill;
        return fill == null
                ? CompletableFuture.completedFuture(verdict.outcome)
                : gate.send(
                        fill.endingWrite(write.writer(), cache.settings().holdOff()),
                        verdict.fields,
                        cache.ports().newBudget());
    }
}
