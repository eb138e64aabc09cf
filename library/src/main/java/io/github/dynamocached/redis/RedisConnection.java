package io.github.dynamocached.redis;

import io.github.dynamocached.StoreListener;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.config.Config;
import org.redisson.connection.MasterSlaveEntry;

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
    private final Circuits circuits;
    private final Connector connector;
    private final @Nullable ReplicatedEvictions replicated;
    private final PrimaryRuns runs;

    /**
     * A connection.
     *
     * @param runs hears of every primary that is met
     * @param source of the client for all commands
     * @param evicting of another one for evictions that wait for replicas
     * @param connectLog is told why there is no connection
     */
    private RedisConnection(
            PrimaryRuns runs,
            ClientSource source,
            Supplier<ClientSource> evicting,
            RedisSettings settings,
            ConnectLog connectLog) {
        this.runs = runs;
        this.settings = settings;
        this.circuits = new Circuits(settings, this::primaries);
        this.connector = new Connector(source, settings, this::probe, connectLog);
        connector.start();
        this.replicated =
                settings.replicaAcks() == 0 ? null : new ReplicatedEvictions(evicting.get(), settings, connectLog);
    }

    /**
     * A connection to the servers of a configuration. Returns at once, whether or not they answer.
     *
     * @param application the configuration: of a single server, a cluster, sentinels, or a master and its replicas. It is
     *     copied, so later changes to it have no effect
     * @param settings how the library uses Redis
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the configuration names no server
     */
    public static RedisConnection to(Config application, RedisSettings settings) {
        return to(application, settings, List.of());
    }

    /**
     * A connection to the servers of a configuration that is changed before. Returns at once, whether or not they answer.
     *
     * @param application the configuration; it is copied, so later changes to it have no effect
     * @param settings how the library uses Redis
     * @param customizers change the copy, in this order
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the configuration names no server
     */
    public static RedisConnection to(
            Config application, RedisSettings settings, List<RedisConfigCustomizer> customizers) {
        return to(application, settings, customizers, RedisOrigin.CONFIG);
    }

    /**
     * A connection to the servers of a configuration that comes from somewhere. Returns at once, whether or not they
     * answer. A resolver of credentials in the configuration is asked at each connect, so a new password is used from the
     * next connection on.
     *
     * @param application the configuration; it is copied, so later changes to it have no effect
     * @param settings how the library uses Redis
     * @param customizers change the copy, in this order
     * @param origin whom the log names where the configuration has to be corrected
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the configuration names no server
     */
    public static RedisConnection to(
            Config application, RedisSettings settings, List<RedisConfigCustomizer> customizers, RedisOrigin origin) {
        return to(application, settings, customizers, origin, UnaryOperator.identity());
    }

    /** A connection that believes something of what a primary tells. */
    static RedisConnection to(
            Config application,
            RedisSettings settings,
            List<RedisConfigCustomizer> customizers,
            RedisOrigin origin,
            UnaryOperator<PrimaryView> belief) {
        PrimaryRuns runs = new PrimaryRuns(belief);
        ConnectLog connectLog = new ConnectLog(origin);
        Reconnects reconnects = new Reconnects(connectLog, System::nanoTime);
        Config own = OwnConfig.derive(
                application, settings, customizers, hook -> new ChannelWatch(hook, runs, settings, reconnects));
        return new RedisConnection(runs, ClientSource.own(own), () -> ClientSource.own(own), settings, connectLog);
    }

    /**
     * A connection to the servers that a client of the application uses. The client itself is not used, and may be closed
     * before or after.
     *
     * @param application the client of the application
     * @param settings how the library uses Redis
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the configuration of the client names no server
     */
    public static RedisConnection like(RedissonClient application, RedisSettings settings) {
        return to(application.getConfig(), settings);
    }

    /**
     * A connection through a client of the application as it is: its pools, its threads, its TLS. Closing it leaves the
     * client open. Commands go to primaries and are sent once with our timeouts here too, but what else the client does
     * holds for us: commands of the application may stand before ours in a connection, connections that it opens are
     * trusted only when we have found them in its pools (within a second), locks have the names that it maps, and without
     * pipelining a hit costs about twice as much.
     *
     * @param application the client of the application
     * @param settings how the library uses Redis
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the client is not one that {@code Redisson.create} has made
     */
    public static RedisConnection sharing(RedissonClient application, RedisSettings settings) {
        return sharing(application, settings, RedisOrigin.CONFIG);
    }

    /**
     * Like {@link #sharing(RedissonClient, RedisSettings)}, for a client whose configuration comes from somewhere.
     *
     * @param application the client of the application
     * @param settings how the library uses Redis
     * @param origin whom the log names where the configuration has to be corrected
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the client is not one that {@code Redisson.create} has made
     */
    public static RedisConnection sharing(RedissonClient application, RedisSettings settings, RedisOrigin origin) {
        if (application instanceof Redisson redisson) {
            PrimaryRuns runs = new PrimaryRuns(UnaryOperator.identity());
            ClientSource shared = ClientSource.shared(redisson, runs);
            return new RedisConnection(runs, shared, () -> shared, settings, new ConnectLog(origin));
        }
        throw new IllegalArgumentException("The client to share is a "
                + application.getClass().getName()
                + ". Share a client made by Redisson.create, or call RedisConnection.like instead.");
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
        if (replicated != null) {
            replicated.close();
        }
    }

    /** Asks all primaries for their start and their time; fails if one of them does not tell. */
    CompletableFuture<List<PrimaryView>> probe() {
        ConnectedClient client = connector.client();
        if (client == null) {
            return CompletableFuture.failedFuture(RedisUnavailableException.notConnected(PrimaryQuestion.NAME));
        }
        circuits.forgetFormer();
        return client.probe();
    }

    /** The primaries that are known now; none without a connection. */
    Collection<MasterSlaveEntry> primaries() {
        ConnectedClient client = connector.client();
        return client == null ? List.of() : client.primaries();
    }

    /** Whether keys lie on several primaries. */
    boolean isCluster() {
        ConnectedClient client = connector.client();
        return client != null && client.redisson().getConfig().isClusterConfig();
    }

    /** Sends a command to a primary, which has as much time for it as for an eviction. */
    void send(RedisCommand<Object> command, MasterSlaveEntry primary, Reply<?> reply, Object... arguments) {
        ConnectedClient client = connector.client();
        if (client == null) {
            reply.fail(RedisUnavailableException.notConnected(reply.command()));
        } else if (reply.passes(circuits.of(primary))) {
            client.send(command, primary, reply, arguments);
        }
    }

    /** Sends a command to the primary of a key. */
    void send(RedisCommand<Object> command, String key, Object[] arguments, Reply<?> reply) {
        send(command, key, arguments, reply, false);
    }

    /** Sends a command that may be an eviction, which has more time than others. */
    void send(RedisCommand<Object> command, String key, Object[] arguments, Reply<?> reply, boolean isEviction) {
        ConnectedClient client = connector.client();
        if (client == null) {
            reply.notConnected(listeners());
            return;
        }
        try {
            if (!reply.passes(circuits.of(client, key, isEviction))) {
                return;
            }
            CompletableFuture<Object> sent = (isEviction ? client.evictions() : client.commands())
                    .writeAsync(key, ByteArrayCodec.INSTANCE, command, arguments)
                    .toCompletableFuture();
            follow(sent, reply);
        } catch (RuntimeException refused) {
            reply.refused(refused);
        }
    }

    /** Tells a listener of everything from now on, and how it is now. */
    void listen(StoreListener listener) {
        circuits.listen(listener);
    }

    /** The primaries that this connection has met. */
    PrimaryRuns runs() {
        return runs;
    }

    /** Evictions that wait for replicas, null if there are none. */
    @Nullable
    ReplicatedEvictions replicated() {
        return replicated;
    }

    /** Where commands are written, of which there is one thread in a client of our own; the caller's without a connection. */
    Executor eventLoop() {
        ConnectedClient client = connector.client();
        return client == null ? Runnable::run : client.eventLoop();
    }

    /** Judges what is sent for a key: evictions apart from all other commands. */
    Breaker breaker(String key, boolean isEviction) {
        return circuits.of(connector.client(), key, isEviction);
    }

    /** Those who hear how this connection gets on. */
    StoreListener listeners() {
        return circuits.listeners();
    }

    /** The lock of a name, null while there is no connection. */
    @Nullable
    RLock lock(String name) {
        ConnectedClient client = connector.client();
        return client == null ? null : client.lock(name);
    }

    static <T> void follow(CompletableFuture<T> sent, Reply<?> reply) {
        reply.dependsOn((Future<?>) sent);
        CompletableFuture<T> unused = sent.whenComplete(reply);
    }
}
