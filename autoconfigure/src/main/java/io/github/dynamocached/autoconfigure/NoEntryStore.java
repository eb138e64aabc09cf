package io.github.dynamocached.autoconfigure;

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

/**
 * The store of an application with a disabled cache and without Redis. It is always empty, so every eviction succeeds at
 * once.
 */
final class NoEntryStore implements EntryStore {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return CompletableFuture.completedStage(StoredEntry.none(false));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return CompletableFuture.completedStage(new Acquisition.Bypass(0, false));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return CompletableFuture.completedStage(FillResult.REJECTED);
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return DONE;
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return DONE;
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return CompletableFuture.completedStage("");
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return DONE;
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return DONE;
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return CompletableFuture.completedStage(EntryState.NONE);
    }
}
