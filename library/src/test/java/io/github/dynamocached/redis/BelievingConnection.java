package io.github.dynamocached.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.config.Config;

/** A second connection to the servers of another one, which takes them to have started when a test says. */
final class BelievingConnection {

    private static final Map<RedisConnection, BelievingConnection> OPEN = new ConcurrentHashMap<>();

    private final RedisConnection connection;
    private volatile long startMillis;

    private BelievingConnection(Config servers) {
        this.connection =
                RedisConnection.to(servers, Connections.PATIENT, List.of(), RedisOrigin.CONFIG, this::believe);
    }

    private PrimaryView believe(PrimaryView found) {
        return new PrimaryView(found.run() + startMillis, found.reign(), startMillis, found.clock());
    }

    /** The connection beside another one, the same each time, when it believes in that start. */
    static RedisConnection beside(RedisConnection other, Config servers, long startMillis) {
        BelievingConnection believing = OPEN.computeIfAbsent(other, first -> new BelievingConnection(servers));
        believing.startMillis = startMillis;
        return Connections.ready(believing.connection);
    }

    /** Closes the connection beside another one, if there is one. */
    static void closeBeside(RedisConnection other) {
        BelievingConnection believing = OPEN.remove(other);
        if (believing != null) {
            believing.connection.close();
        }
    }
}
