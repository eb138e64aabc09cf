package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.LoadLock;

/** On the fake. */
class FencedWriteTests extends AbstractFencedWriteTests {

    private final InMemoryServer server = new InMemoryServer();
    private final EntryStoreFixture fixture = new InMemoryEntryStoreFixture(server);

    @Override
    protected EntryStoreFixture fixture() {
        return fixture;
    }

    @Override
    protected LoadLock lock() {
        return new InMemoryLoadLock(server);
    }
}
