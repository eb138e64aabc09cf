package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.command.Bundle;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * One write to the items of some keys, from before it is sent to DynamoDB until its outcome is known. Ended once.
 *
 * <p>In a {@link Consistency#FENCED} cache a fence is open at each key from the announcement of the write to its end. Nothing
 * is stored meanwhile, so a process that dies leaves no value from before its write.
 */
public final class Write {

    private final CacheCore cache;
    private final List<CacheKey> keys;
    private final String writer;
    private final CompletableFuture<Set<CacheKey>> announcement;

    /** A write without a fence. */
    Write(CacheCore cache, List<CacheKey> keys) {
        this(cache, keys, EntryStore.NO_WRITER, CompletableFuture.completedFuture(Set.of()));
    }

    /**
     * A write behind fences.
     *
     * @param keys each once
     * @param announcement the keys whose fence is known to be open, as soon as that is known. Never fails
     */
    Write(CacheCore cache, List<CacheKey> keys, String writer, CompletableFuture<Set<CacheKey>> announcement) {
        this.cache = cache;
        this.keys = keys;
        this.writer = writer;
        this.announcement = announcement;
    }

    /** Opens fences. If the server does not answer in time, a fence may be open all the same, or open later. */
    static CompletableFuture<Write> behindFence(CacheCore cache, List<CacheKey> keys) {
        String writer = cache.ports().nonces().writer();
        CompletableFuture<Set<CacheKey>> announcement = openFences(cache, keys, writer);
        return announcement.thenApply(announced -> new Write(cache, keys, writer, announcement));
    }

    /** Opens the fences of a writer, and returns the keys of those that are known to be open. The future never fails. */
    static CompletableFuture<Set<CacheKey>> openFences(CacheCore cache, List<CacheKey> keys, String writer) {
        Ports ports = cache.ports();
        Fence fence = new Fence(writer, cache.settings().fence());
        return Bundle.<CacheKey, Void>answersWithin(
                        ports.budgets().call(), ports, keys, (store, key) -> store.begin(key, fence))
                .thenApply(Map::keySet);
    }

    String writer() {
        return writer;
    }

    /** {@return the keys, each once} */
    public List<CacheKey> keys() {
        return keys;
    }

    /** {@return whether the write was announced, so that it has to be ended even if nothing was written} */
    public boolean isFenced() {
        return !writer.isEmpty();
    }

    /**
     * The write has ended and its outcome is known: evicts the keys and ends the fences. Waits as
     * {@link ReadThroughCache#evict} does. If an announcement may arrive late, one more eviction is queued.
     *
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evict() {
        return CallerThread.run(this::evict);
    }

    /**
     * The same without blocking any thread.
     *
     * @return whether the eviction of every key is acknowledged. Never fails, and may complete on a thread of the connection
     *     to Redis, which must not be blocked
     */
    public CompletableFuture<Boolean> evictAsync() {
        return evict(Runnable::run);
    }

    CompletableFuture<Boolean> evict(Executor executor) {
        UnaryOperator<Boolean> evicted = ending();
        return cache.outbox().evict(keys, writer, executor).thenApply(evicted);
    }

    /**
     * Does what {@link #evict()} does, and lets nobody wait, as {@link ReadThroughCache#owe} does.
     *
     * @return whether the eviction of every key is acknowledged, as {@link #evictAsync} says
     */
    public CompletableFuture<Boolean> owe() {
        UnaryOperator<Boolean> evicted = ending();
        return cache.outbox().owe(keys, writer).thenApply(evicted);
    }

    /**
     * What follows the eviction that is about to be sent. It may overtake an announcement that is still under way, and a fence
     * that opens after it would stay until it runs out.
     */
    private UnaryOperator<Boolean> ending() {
        boolean mayOvertake = !announcement.isDone();
        return acknowledged -> {
            if (isFenced()) {
                CompletableFuture<Void> unused = announcement.thenAccept(announced -> endLate(announced, mayOvertake));
            }
            return acknowledged;
        };
    }

    private void endLate(Set<CacheKey> announced, boolean wasOvertaken) {
        notAnnounced().forEach(cache.outbox()::evictOnceMore);
        if (wasOvertaken) {
            CompletableFuture<Boolean> unused = cache.outbox().owe(List.copyOf(announced), writer);
        }
    }

    /**
     * It is known that nothing was written, and nothing will be: ends the fences, which evicts the keys. Without fences it
     * sends nothing. Waits as {@link ReadThroughCache#evict} does.
     *
     * @return whether that is acknowledged
     */
    public boolean notWritten() {
        return !isFenced() || evict();
    }

    /**
     * The same as {@link #notWritten()} without blocking any thread.
     *
     * @return whether that is acknowledged. Never fails, and completes as {@link #evictAsync} does
     */
    public CompletableFuture<Boolean> notWrittenAsync() {
        return isFenced() ? evictAsync() : CompletableFuture.completedFuture(true);
    }

    /**
     * The write threw or timed out, so it may still happen: evicts the keys, and leaves the fences open until they run out.
     * A key without a fence is evicted once more when a fence would have run out. Waits as {@link ReadThroughCache#evict}
     * does.
     *
     * @return whether the eviction of every key is acknowledged
     */
    public boolean evictUnknown() {
        return CallerThread.run(this::evictUnknown);
    }

    /**
     * The same as {@link #evictUnknown()} without blocking any thread.
     *
     * @return whether the eviction of every key is acknowledged. Never fails, and completes as {@link #evictAsync} does
     */
    public CompletableFuture<Boolean> evictUnknownAsync() {
        return evictUnknown(Runnable::run);
    }

    CompletableFuture<Boolean> evictUnknown(Executor executor) {
        return cache.outbox().evict(keys, EntryStore.NO_WRITER, executor).thenApply(this::evictedUnknown);
    }

    /** Does what {@link #evictUnknown()} does, and lets nobody wait. The future never fails. */
    CompletableFuture<Boolean> oweUnknown() {
        return cache.outbox().owe(keys, EntryStore.NO_WRITER).thenApply(this::evictedUnknown);
    }

    private boolean evictedUnknown(boolean acknowledged) {
        Duration fence = cache.settings().fence();
        notAnnounced().forEach(key -> cache.outbox().evictLater(key, fence));
        return acknowledged;
    }

    /** Whether it may have written to any key of the cache. */
    boolean isOfEveryKey() {
        return keys.stream().anyMatch(CacheKey::isEveryKey);
    }

    /** Whether a fence is known to be open at each key. */
    boolean isAnnounced() {
        return notAnnounced().isEmpty();
    }

    private List<CacheKey> notAnnounced() {
        Set<CacheKey> announced = announcement.getNow(Set.of());
        return keys.stream().filter(key -> !announced.contains(key)).toList();
    }
}
