package io.github.dynamocached.redis;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.store.Slot;
import java.time.Duration;

/** A node that keeps values near, with a connection of its own, and a database that other processes write too. */
final class NearNode implements AutoCloseable {

    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(Duration.ofMinutes(5))
            .consistency(Consistency.STRICT)
            .near(true)
            .build();

    private final RedisConnection connection;
    private final Node node;
    private final VersionedItems database;

    /** @param port the port of the server with the entries */
    NearNode(int port, VersionedItems database) {
        this.connection = Connections.readyAt(port);
        this.node = Node.near(new RedisEntryStore(connection), new RedisLoadLock(connection), SETTINGS);
        this.database = database;
    }

    static Slot slotOf(int item) {
        return new Slot(FaultWorker.keyOf(item), "Text");
    }

    Outcome read(int item) {
        return node.read(slotOf(item), () -> String.valueOf(database.load(item)));
    }

    boolean evict(int item) {
        return node.evict(slotOf(item));
    }

    static String versionOf(Outcome outcome) {
        return String.valueOf(outcome.value());
    }

    /** Reads until a value comes from memory, and returns it. */
    String awaitNear(int item) {
        Outcome[] last = new Outcome[1];
        TrackedCache.patiently().until(() -> {
            last[0] = read(item);
            return last[0].source() == Outcome.Source.NEAR;
        });
        return versionOf(last[0]);
    }

    @Override
    public void close() {
        node.close();
        connection.close();
    }
}
