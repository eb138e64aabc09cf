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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Scripts that are broken in one place: each deals with the server before or after the intact script does. */
class BrokenScripts implements EntryStore {

    private static final String NAME = InMemoryEntryStore.nameOf(SearchScenario.SLOT.key());
    private static final String LEASE = "@l:" + SearchScenario.SLOT.variant();
    private static final String HOLD_OFF = "@h";
    private static final String GENERATION = "@g";

    private final EntryStore intact;
    private final InMemoryServer server;

    BrokenScripts(EntryStore intact, InMemoryServer server) {
        this.intact = intact;
        this.server = server;
    }

    InMemoryServer server() {
        return server;
    }

    /** Makes this the lease of the slot, as if the server had given that token last. */
    void plant(String token) {
        long deadline = server.now() + SearchScenario.LEASE.toMillis();
        server.putField(NAME, LEASE, token + " " + deadline);
        server.hash(NAME).lengthen(deadline);
    }

    /** What is left of the lease of the slot, empty without one. */
    String lease() {
        return server.fields(NAME).getOrDefault(LEASE, "");
    }

    void dropLease() {
        server.hash(NAME).fields().remove(LEASE);
    }

    boolean isHoldOffAlive() {
        return Long.parseLong(server.fields(NAME).getOrDefault(HOLD_OFF, "0")) > server.now();
    }

    /** How often the key was evicted, as far as the hash knows. */
    long generation() {
        return Long.parseLong(server.fields(NAME).getOrDefault(GENERATION, "0"));
    }

    void setGeneration(long generation) {
        server.putField(NAME, GENERATION, String.valueOf(generation));
    }

    boolean isAbsent() {
        return server.find(NAME) == null;
    }

    CompletionStage<Void> unlink() {
        boolean unused = server.delete(NAME);
        return CompletableFuture.completedFuture(null);
    }

    /** Whose fence was opened first, empty without any. */
    String firstWriter() {
        return fences().split(":", 2)[0];
    }

    boolean isFenced(String writer) {
        return (" " + fences()).contains(" " + writer + ":");
    }

    private String fences() {
        return server.fields(NAME).getOrDefault("@w", "");
    }

    void liveFor(Duration time) {
        if (!isAbsent()) {
            server.hash(NAME).expireAt(server.now() + time.toMillis());
        }
    }

    void loseTimeToLive() {
        server.hash(NAME).expireAt(InMemoryServer.NEVER);
    }

    /** Runs a command as on a primary that has run for ever. */
    <T> CompletionStage<T> withoutStart(Supplier<CompletionStage<T>> command) {
        long start = server.start();
        server.setStart(0);
        CompletionStage<T> answer = command.get();
        server.setStart(start);
        return answer;
    }

    static <T> CompletionStage<T> answer(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return intact.read(slot, format, lease);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return intact.acquire(slot, format, request);
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        return intact.fill(slot, format, fill, fields);
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return intact.release(slot, nonce);
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return intact.begin(key, fence);
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return intact.beginPut(slot, fence);
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        return intact.evict(key, holdOff, writer);
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return intact.evictAll(cacheName, holdOff);
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return intact.look(key);
    }
}
