package io.github.dynamocached.redis;

import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.redisson.config.Config;

/** Connections to servers of this machine, and one to the server of this JVM. */
public final class Connections {

    /** Long timeouts: a machine under load must not fail a test that is about something else. */
    public static final RedisSettings PATIENT =
            new RedisSettings("dynamocached", Duration.ofSeconds(10), Duration.ofSeconds(10));

    private Connections() {}

    /** The configuration of an application, without the pings that would be counted as commands. */
    public static Config configOf(RedisServer server) {
        return configOf(server.port());
    }

    private static Config configOf(int port) {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://127.0.0.1:" + port).setPingConnectionInterval(0);
        return config;
    }

    /** A connection of another process than the one that started the server. */
    public static RedisConnection readyAt(int port) {
        return ready(RedisConnection.to(configOf(port), PATIENT));
    }

    /** A connection that may not have connected yet. */
    public static RedisConnection open(RedisServer server) {
        return RedisConnection.to(configOf(server), PATIENT);
    }

    /** Waits until a connection has connected and its servers are older than the whole second of their start. */
    public static RedisConnection ready(RedisConnection connection) {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> connection.probe().get(5, TimeUnit.SECONDS).stream()
                        .allMatch(
                                view -> view.clock().earliestMicrosAt(System.nanoTime()) / 1000 > view.startMillis()));
        return connection;
    }

    /** The connection to the server of this JVM, which nobody closes. */
    public static RedisConnection shared() {
        return Shared.CONNECTION;
    }

    private static final class Shared {
        private static final RedisConnection CONNECTION = ready(open(SharedServers.redis()));
    }
}
