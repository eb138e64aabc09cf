package io.github.dynamocached.redis;

import io.github.dynamocached.cache.AbstractFencedWriteTests;
import io.github.dynamocached.cache.EntryStoreFixture;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.LoadLock;

/** The same on a real Redis. */
class RedisFencedWriteTests extends AbstractFencedWriteTests {

    private final EntryStoreFixture fixture =
            new RedisStoreFixture(SharedServers.redis(), Connections.shared(), Scripts.load());
    private final LoadLock lock = new RedisLoadLock(Connections.shared());

    @Override
    protected EntryStoreFixture fixture() {
        return fixture;
    }

    @Override
    protected LoadLock lock() {
        return lock;
    }
}
