package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryServer;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store in memory that notes what reaches it, and can be away. */
final class WatchedEntryStore implements EntryStore {

    private final InMemoryEntryStore store = new InMemoryEntryStore();
    private final List<String> reads = new CopyOnWriteArrayList<>();
    private final List<String> evictions = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile boolean refusesEvictions;
    private volatile CompletableFuture<Void> announcing = CompletableFuture.completedFuture(null);
    private volatile CompletableFuture<Void> evicting = CompletableFuture.completedFuture(null);

    InMemoryServer server() {
        return store.server();
    }

    /** The slots that were read: cache, key and variant. */
    List<String> reads() {
        return reads;
    }

    /** The keys that were to be evicted, acknowledged or not: cache and key. */
    List<String> evictions() {
        return evictions;
    }

    void setAway(boolean away) {
        this.away = away;
    }

    /** Whether evictions fail while all else is answered. */
    void setRefusesEvictions(boolean refusesEvictions) {
        this.refusesEvictions = refusesEvictions;
    }

    /** Holds the answers to announcements of writes from now on. */
    CompletableFuture<Void> holdAnnouncements() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        announcing = held;
        return held;
    }

    /** Holds the acknowledgements of evictions from now on. */
    CompletableFuture<Void> holdAcknowledgements() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        evicting = held;
        return held;
    }

    private CompletionStage<Void> eviction(Supplier<CompletionStage<Void>> eviction) {
        CompletableFuture<Void> held = evicting;
        return away || refusesEvictions
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : eviction.get().thenCompose(evicted -> held);
    }

    private <T> CompletionStage<T> answer(CompletionStage<T> answer) {
        return away ? CompletableFuture.failedFuture(new IllegalStateException("away")) : answer;
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        reads.add(slot.key().cacheName() + "/" + slot.key().text() + "/" + slot.variant());
        return answer(store.read(slot, format, lease));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return answer(store.acquire(slot, format, request));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return answer(store.fill(slot, format, fill, fields));
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return answer(store.release(slot, nonce));
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        CompletableFuture<Void> held = announcing;
        return answer(store.begin(key, fence)).thenCompose(begun -> held);
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return answer(store.beginPut(slot, fence));
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        evictions.add(key.cacheName() + "/" + key.text());
        return eviction(() -> store.evict(key, holdOff, writer));
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        evictions.add(cacheName + "/all");
        return eviction(() -> store.evictAll(cacheName, holdOff));
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return answer(store.look(key));
    }
}
