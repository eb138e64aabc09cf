package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.LoadLock;
import java.time.Duration;

class InMemoryLoadLockTests extends AbstractLoadLockContractTests {

    private final InMemoryServer server = new InMemoryServer();
    private final LoadLock lock = new InMemoryLoadLock(server);

    @Override
    protected LoadLock lock() {
        return lock;
    }

    @Override
    protected void passTime(Duration time) {
        server.advance(time);
    }
}
