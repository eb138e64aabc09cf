package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.Map;

/** The fake under test. */
final class InMemoryEntryStoreFixture implements EntryStoreFixture {

    private final InMemoryServer server;
    private final EntryStore store;

    InMemoryEntryStoreFixture() {
        this(new InMemoryServer());
    }

    InMemoryEntryStoreFixture(InMemoryServer server) {
        this.server = server;
        this.store = new InMemoryEntryStore(server);
    }

    @Override
    public EntryStore store() {
        return store;
    }

    @Override
    public EntryStore storeOfPrimaryStartedAt(long millis) {
        server.setStart(millis);
        return store;
    }

    @Override
    public long now() {
        return server.now();
    }

    @Override
    public void passTime(Duration time) {
        server.advance(time);
    }

    @Override
    public void delete(CacheKey key) {
        server.delete(InMemoryEntryStore.nameOf(key));
    }

    @Override
    public void putOther(CacheKey key) {
        server.putOther(InMemoryEntryStore.nameOf(key), Duration.ofMinutes(1));
    }

    @Override
    public void putField(CacheKey key, String field, String text) {
        server.putField(InMemoryEntryStore.nameOf(key), field, text);
    }

    @Override
    public Map<String, String> fields(CacheKey key) {
        return server.fields(InMemoryEntryStore.nameOf(key));
    }

    @Override
    public long timeToLive(CacheKey key) {
        return server.timeToLive(InMemoryEntryStore.nameOf(key));
    }
}
