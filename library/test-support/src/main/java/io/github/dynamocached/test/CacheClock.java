package io.github.dynamocached.test;

import io.github.dynamocached.memory.InMemoryServer;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;

/** The clock by which entries in memory expire. It runs as the machine's clock does, and a test may set it forward. */
public final class CacheClock {

    private final ObjectProvider<InMemoryServer> server;

    CacheClock(ObjectProvider<InMemoryServer> server) {
        this.server = server;
    }

    /**
     * Lets time pass for entries, leases and hold-offs at once. Other clocks of the JVM do not notice.
     *
     * @param time how much
     * @throws IllegalStateException if the entries are not in memory
     */
    public void pass(Duration time) {
        InMemoryServer inMemory = server.getIfAvailable();
        if (inMemory == null) {
            throw new IllegalStateException("The clock moves only with @AutoConfigureDynamoCached(IN_MEMORY).");
        }
        inMemory.advance(time);
    }

    void reset() {
        server.ifAvailable(InMemoryServer::reset);
    }
}
