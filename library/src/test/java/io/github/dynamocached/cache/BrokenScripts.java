package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Scripts that are broken in one place: each deals with the server before or after the intact script does. */
class BrokenScripts implements EntryStore {

    private static final String LEASE = "@l:" + SearchScenario.SLOT.variant();

    final EntryStore intact;
    final InMemoryServer server;

    BrokenScripts(EntryStore intact, InMemoryServer server) {
        this.intact = intact;
        this.server = server;
    }

    /** Sets the lease of the slot, as if the server had given that token last. */
    void plant(String token) {
        server.putField(
                InMemoryEntryStore.nameOf(SearchScenario.SLOT.key()), LEASE, token + " " + (server.now() + 10_000));
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
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff) {
        return intact.evict(key, holdOff);
    }
}
