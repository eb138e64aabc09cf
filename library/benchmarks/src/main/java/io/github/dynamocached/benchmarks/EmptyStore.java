package io.github.dynamocached.benchmarks;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store that is always empty, gives every caller a lease and accepts every fill, at once. */
class EmptyStore implements EntryStore {

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return CompletableFuture.completedFuture(StoredEntry.none(false));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return CompletableFuture.completedFuture(new Acquisition.Leased("token", false));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return CompletableFuture.completedFuture(FillResult.STORED);
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return CompletableFuture.completedFuture("token");
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return CompletableFuture.completedFuture(EntryState.NONE);
    }
}
