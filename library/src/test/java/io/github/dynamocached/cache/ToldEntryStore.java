package io.github.dynamocached.cache;

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
import io.github.dynamocached.store.ToldKeys;
import io.github.dynamocached.store.Watch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store over a server in memory, with channels of a test's own: the test says what is told, what is confirmed, and which process
 * executes commands. The replies of operations can be held in between.
 */
final class ToldEntryStore implements EntryStore {

    private final ControlledEntryStore controlled;
    private final Map<String, Watch> watches = new HashMap<>();
    private String serving = "first";
    private @Nullable Duration lag;
    private @Nullable ToldKeys told;

    ToldEntryStore(InMemoryServer server) {
        this.controlled = new ControlledEntryStore(new InMemoryEntryStore(server));
    }

    ControlledEntryStore controlled() {
        return controlled;
    }

    /** From now on another process executes commands, at the moment when they are sent. */
    void serves(String other) {
        serving = other;
    }

    /** Opens a channel to a process at a moment. The earlier one is closed. */
    Watch open(String other, long since) {
        close(other);
        Watch watch = new Watch(since, lag == null ? Duration.ZERO : lag);
        watches.put(other, watch);
        return watch;
    }

    /** Closes the channel to a process. */
    void close(String other) {
        Watch before = watches.remove(other);
        if (before != null) {
            before.end();
            tell(ToldKeys::lost);
        }
    }

    /** The process tells that a key has changed. */
    void tells(CacheKey key) {
        tell(keys -> keys.told(key));
    }

    private void tell(Consumer<ToldKeys> news) {
        if (told != null) {
            news.accept(told);
        }
    }

    @Override
    public void watch(String cacheName, Duration most, ToldKeys keys) {
        lag = most;
        told = keys;
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        String executing = serving;
        return controlled.read(slot, format, lease).thenApply(entry -> entry.watched(watches.get(executing)));
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return controlled.acquire(slot, format, request);
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return controlled.fill(slot, format, fill, fields);
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return controlled.release(slot, nonce);
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return controlled.begin(key, fence);
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return controlled.beginPut(slot, fence);
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return controlled.evict(key, holdOff, writer);
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return controlled.evictAll(cacheName, holdOff);
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return controlled.look(key);
    }
}
