package io.github.dynamocached.redis;

import io.github.dynamocached.StoreListener;
import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.tracking.Trackings;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.config.Config;
import org.redisson.connection.MasterSlaveEntry;

/**
 * The library's own connection to Redis. It takes addresses and credentials from the application's client, and nothing else:
 * the timeouts, retries and pools of that client are not made for a cache.
 *
 * <p>A background thread connects, and retries until it succeeds. No method waits for it: before the first connection every
 * command fails at once. Later, a broken connection is replaced automatically.
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
    private final KeyCommands commands;
    private final @Nullable ReplicatedEvictions replicated;
    private final PrimaryRuns runs;
    private final ReplicaReads replicas;

    /**
     * A connection.
     *
     * @param runs is notified of every primary
     * @param reads the connections that are ready for reads
     * @param source of the client for all commands
     * @param evicting of another one for evictions that wait for replicas
     * @param connectLog logs why there is no connection
     * @param own the configuration of the client, null if it is the application's
     */
    private RedisConnection(
            PrimaryRuns runs,
            ReadChannels reads,
            ClientSource source,
            Supplier<ClientSource> evicting,
            RedisSettings settings,
            ConnectLog connectLog,
            @Nullable Config own) {
        this.runs = runs;
        this.settings = settings;
        this.circuits = new Circuits(settings, this::primaries);
        FirstCommands first = new FirstCommands(circuits, reads, settings.keyPrefix());
        runs.listen(first::again);
        Trackings trackings = new Trackings(settings.keyPrefix(), this::later);
        this.connector = new Connector(
                source, settings, this::probe, first.andThen(new TrackedPrimaries(trackings)), connectLog);
        this.commands = new KeyCommands(connector, circuits, reads, trackings);
        this.replicas = new ReplicaReads(own, settings, runs.reigns(), commands, circuits.listeners(), connectLog);
        connector.start();
        this.replicated =
                settings.replicaAcks() == 0 ? null : new ReplicatedEvictions(evicting.get(), settings, connectLog);
    }

    /**
     * A connection to the servers of a configuration. It connects in the background.
     *
     * @param application the configuration: a single server, a cluster, sentinels, or a master and its replicas. It is copied,
     *     so later changes to it have no effect
     * @param settings how the library uses Redis
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the configuration names no server
     */
    public static RedisConnection to(Config application, RedisSettings settings) {
        return to(application, settings, List.of());
    }

    /**
     * A connection to the servers of a customized configuration. It connects in the background.
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
     * A connection to the servers of a configuration of known origin. It connects in the background, and asks the credentials
     * resolver of the configuration at each connect. So a new password is used from the next connection on.
     *
     * @param application the configuration; it is copied, so later changes to it have no effect
     * @param settings how the library uses Redis
     * @param customizers change the copy, in this order
     * @param origin what the log names as the place to correct the configuration
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
        ReadChannels reads = new ReadChannels();
        Config own = OwnConfig.derive(
                application, settings, customizers, hook -> new ChannelWatch(hook, runs, reads, settings, reconnects));
        return new RedisConnection(
                runs, reads, ClientSource.own(own), () -> ClientSource.own(own), settings, connectLog, own);
    }

    /**
     * A connection to the servers of the application's client. The client itself is not used, and may be closed at any time.
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
     * A connection through the application's client as it is, with its pools, threads and TLS. Closing it leaves the client
     * open. Commands go to primaries, once, with the library's timeouts. These limits come with a shared client:
     *
     * <ul>
     *   <li>Commands of the application may be ahead in the queue of a connection.
     *   <li>New connections are trusted once the library has found them in the pools, within a second.
     *   <li>Locks have the names that the client maps.
     *   <li>Without pipelining a hit costs about twice as much.
     * </ul>
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
     * Like {@link #sharing(RedissonClient, RedisSettings)}, for a client of known origin.
     *
     * @param application the client of the application
     * @param settings how the library uses Redis
     * @param origin what the log names as the place to correct the configuration
     * @return the connection, to be closed
     * @throws IllegalArgumentException if the client is not one that {@code Redisson.create} has made
     */
    public static RedisConnection sharing(RedissonClient application, RedisSettings settings, RedisOrigin origin) {
        if (application instanceof Redisson redisson) {
            PrimaryRuns runs = new PrimaryRuns(UnaryOperator.identity());
            ClientSource shared = ClientSource.shared(redisson, runs);
            return new RedisConnection(
                    runs, new ReadChannels(), shared, () -> shared, settings, new ConnectLog(origin), null);
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
     * Whether this connection has ever been established and is not closed. Redis may still not answer now.
     *
     * @return whether commands are sent at all
     */
    public boolean isConnected() {
        return connector.client() != null;
    }

    /** Closes the connection and its threads. Commands under way fail, and so do all later ones. */
    @Override
    public void close() {
        commands.close();
        connector.close();
        replicas.close();
        if (replicated != null) {
            replicated.close();
        }
    }

    /** Asks all primaries for their start and their time. Fails if one of them does not answer. */
    CompletableFuture<List<PrimaryView>> probe() {
        ConnectedClient client = connector.client();
        if (client == null) {
            return CompletableFuture.failedFuture(RedisUnavailableException.notConnected(PrimaryQuestion.NAME));
        }
        circuits.forgetFormer();
        return client.probe();
    }

    private void later(Runnable task, long millis) {
        connector.later(task, millis);
    }

    /** The current primaries; none without a connection. */
    Collection<MasterSlaveEntry> primaries() {
        ConnectedClient client = connector.client();
        return client == null ? List.of() : client.primaries();
    }

    /** Whether keys lie on several primaries. */
    boolean isCluster() {
        ConnectedClient client = connector.client();
        return client != null && client.isCluster();
    }

    /** Sends a command to a primary, with the timeout of an eviction. */
    void send(RedisCommand<Object> command, MasterSlaveEntry primary, Reply<?> reply, Object... arguments) {
        ConnectedClient client = connector.client();
        if (client == null) {
            reply.fail(RedisUnavailableException.notConnected(reply.command()));
        } else if (reply.passes(circuits.of(primary), client.clock())) {
            client.send(command, primary, reply, arguments);
        }
    }

    /** Sends commands to the primaries of keys. */
    KeyCommands commands() {
        return commands;
    }

    /** Notifies a listener of the current state and of all later changes. */
    void listen(StoreListener listener) {
        circuits.listen(listener);
    }

    /** The processes behind the primaries of this connection. */
    PrimaryRuns runs() {
        return runs;
    }

    /** Evictions that replicas have to confirm, null if replicas do not matter. */
    @Nullable
    ReplicatedEvictions replicated() {
        return replicated;
    }

    ReplicaReads replicas() {
        return replicas;
    }

    /** The thread that writes commands; the caller's without a connection. A client of our own has only one. */
    Executor eventLoop() {
        ConnectedClient client = connector.client();
        return client == null ? Runnable::run : client.eventLoop();
    }

    /** Judges what is sent for a key: evictions apart from all other commands. */
    Breaker breaker(String key, boolean isEviction) {
        return circuits.of(connector.client(), key, isEviction);
    }

    /** The listeners of this connection. */
    StoreListener listeners() {
        return circuits.listeners();
    }

    static <T> void follow(CompletableFuture<T> sent, Reply<?> reply) {
        reply.dependsOn((Future<?>) sent);
        CompletableFuture<T> unused = sent.whenComplete(reply);
    }
}
