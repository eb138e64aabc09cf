package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.LoadLock;

class InterruptTests extends AbstractInterruptTests {

    private final InMemoryServer server = new InMemoryServer();
    private final EntryStoreFixture fixture = new InMemoryEntryStoreFixture(server);
    private final LoadLock lock = new InMemoryLoadLock(server);

    @Override
    protected EntryStoreFixture fixture() {
        return fixture;
    }

    @Override
    protected LoadLock lock() {
        return lock;
    }
}
