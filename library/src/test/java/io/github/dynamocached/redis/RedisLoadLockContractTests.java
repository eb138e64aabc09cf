package io.github.dynamocached.redis;

import io.github.dynamocached.cache.AbstractLoadLockContractTests;
import io.github.dynamocached.cache.LoadLock;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;

class RedisLoadLockContractTests extends AbstractLoadLockContractTests {

    private final LoadLock lock = new RedisLoadLock(Connections.shared());

    @Override
    protected LoadLock lock() {
        return lock;
    }

    @Override
    protected void passTime(Duration time) {
        new RedisStoreFixture(SharedServers.redis(), Connections.shared(), Scripts.load()).passTime(time);
    }
}
