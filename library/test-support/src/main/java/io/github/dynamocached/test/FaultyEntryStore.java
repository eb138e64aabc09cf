package io.github.dynamocached.test;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ToldKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store whose commands fail or are late when a test says so. */
final class FaultyEntryStore implements EntryStore {

    private final EntryStore store;
    private final CacheFaults faults;

    FaultyEntryStore(EntryStore store, CacheFaults faults) {
        this.store = store;
        this.faults = faults;
    }

    private <T> CompletionStage<T> sent(Supplier<CompletionStage<T>> command) {
        if (faults.isAway()) {
            return CompletableFuture.failedFuture(new IllegalStateException("The test says that Redis is away."));
        }
        Duration delay = faults.delay();
        return delay.isZero()
                ? command.get()
                : CompletableFuture.supplyAsync(
                                command, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS))
                        .thenCompose(answer -> answer);
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return sent(() -> store.read(slot, format, lease));
    }

    @Override
    public CompletionStage<StoredEntry> readFromReplica(Slot slot, EntryFormat format) {
        return sent(() -> store.readFromReplica(slot, format));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return sent(() -> store.acquire(slot, format, request));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return sent(() -> faults.rejectsFills()
                ? CompletableFuture.completedFuture(FillResult.REJECTED)
                : store.fill(slot, format, fill, fields));
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return sent(() -> store.release(slot, nonce));
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return sent(() -> store.begin(key, fence));
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return sent(() -> store.beginPut(slot, fence));
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return sent(() -> store.evict(key, holdOff, writer));
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return sent(() -> store.evictAll(cacheName, holdOff));
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return sent(() -> store.look(key));
    }

    @Override
    public CompletionStage<Map<String, byte[]>> fields(CacheKey key) {
        return sent(() -> store.fields(key));
    }

    @Override
    public void onNewPrimary(Runnable listener) {
        store.onNewPrimary(listener);
    }

    @Override
    public void watch(String cacheName, Duration lag, ToldKeys told) {
        store.watch(cacheName, lag, told);
    }

    @Override
    public void useReplicas(String cacheName) {
        store.useReplicas(cacheName);
    }

    @Override
    public void listen(StoreListener listener) {
        store.listen(listener);
    }

    @Override
    public List<PrimaryState> primaries() {
        return store.primaries();
    }
}
