package io.github.dynamocached.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.config.Config;

/**
 * The library's own connection to Redis. It uses where and as whom the application connects, and nothing else of the
 * application's client: its timeouts, retries and pools are not made for a cache.
 *
 * <p>Connecting is done by a thread of its own, and repeated until it succeeds. No method waits for it: while Redis has
 * never answered yet, everything that is sent fails at once. After that a broken connection is replaced by itself.
 *
 * <pre>{@code
 * RedisConnection connection = RedisConnection.like(redissonClient, RedisSettings.DEFAULT);
 * EntryStore store = new RedisEntryStore(connection);
 * LoadLock lock = new RedisLoadLock(connection);
 * }</pre>
 */
public final class RedisConnection implements AutoCloseable {

    private final RedisSettings settings;
    private final Breaker reads;
    private final Breaker evictions;
    private final Primary primary;
    private final Connector connector;

    private RedisConnection(Config application, RedisSettings settings) {
        this.settings = settings;
        this.reads = new Breaker("reads", settings.breaker(), settings.timeout(), System::nanoTime);
        this.evictions = new Breaker("evictions", settings.breaker(), settings.evictTimeout(), System::nanoTime);
        this.primary = new Primary(() -> new Probe(this).run());
        Config own =
                OwnConfig.derive(application, settings, new ChannelWatch(application.getNettyHook(), primary::forget));
        this.connector = new Connector(own, settings, primary);
    }

    /**
     * A connection to the server of a configuration. Returns at once, whether or not the server answers.
     *
     * @param application the configuration of a single server; it is copied, so later changes to it have no effect
     * @param settings how the library uses Redis
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the configuration is not that of a single server
     */
    public static RedisConnection to(Config application, RedisSettings settings) {
        RedisConnection connection = new RedisConnection(application, settings);
        connection.connector.start();
        return connection;
    }

    /**
     * A connection to the server that a client of the application uses. The client itself is not used, and may be closed
     * before or after.
     *
     * @param application the client of the application
     * @param settings how the library uses Redis
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the client is not connected to a single server
     */
    public static RedisConnection like(RedissonClient application, RedisSettings settings) {
        return to(application.getConfig(), settings);
    }

    /**
     * How the library uses Redis.
     *
     * @return the settings
     */
    public RedisSettings settings() {
        return settings;
    }

    /**
     * Whether Redis has answered since this connection was made, and this connection is not closed. It says nothing about
     * whether Redis answers now.
     *
     * @return whether commands are sent at all
     */
    public boolean isConnected() {
        return connector.client() != null;
    }

    /** Ends the connection and its threads. What is under way fails, and so does everything after it. */
    @Override
    public void close() {
        connector.close();
    }

    Primary primary() {
        return primary;
    }

    /** Sends a command to the primary of a key; with an empty key, to the primary. */
    void send(RedisCommand<Object> command, String key, Object[] arguments, Reply<?> reply) {
        send(command, key, arguments, reply, false);
    }

    /** Sends a command that may be an eviction, which has more time than others. */
    void send(RedisCommand<Object> command, String key, Object[] arguments, Reply<?> reply, boolean isEviction) {
        ConnectedClient client = connector.client();
        if (client == null) {
            reply.fail(RedisUnavailableException.notConnected(reply.command()));
            return;
        }
        if (!reply.passes(isEviction ? evictions : reads)) {
            return;
        }
        try {
            CompletableFuture<Object> sent = (isEviction ? client.evictions() : client.commands())
                    .writeAsync(key, ByteArrayCodec.INSTANCE, command, arguments)
                    .toCompletableFuture();
            follow(sent, reply);
        } catch (RuntimeException refused) {
            reply.failed(refused);
        }
    }

    /** Judges all commands but evictions. */
    Breaker reads() {
        return reads;
    }

    /** The lock of a name, null while there is no connection. */
    @Nullable
    RLock lock(String name) {
        ConnectedClient client = connector.client();
        return client == null ? null : client.lock(name, settings);
    }

    static <T> void follow(CompletableFuture<T> sent, Reply<?> reply) {
        reply.dependsOn((Future<?>) sent);
        CompletableFuture<T> unused = sent.whenComplete(reply);
    }
}
