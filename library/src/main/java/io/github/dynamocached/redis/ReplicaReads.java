package io.github.dynamocached.redis;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.CommandLimit;
import io.github.dynamocached.layout.FormatLayout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads that replicas answer, over a client of their own: it opens nothing until the first cache asks for it. A replica gets half
 * of the time of a read, so that the primary has the other half if it does not answer. Its failures open only its own circuit
 * breaker, and nobody is notified of them as failures of Redis.
 */
final class ReplicaReads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final RedisSettings settings;
    private final KeyCommands primaries;
    private final StoreListener listener;
    private final Replicas replicas = new Replicas(this::replicaOf);
    private final @Nullable Connector connector;
    private final String absence;
    private final AtomicBoolean isUsed = new AtomicBoolean();

    /**
     * No connection yet.
     *
     * @param own the configuration of the client that reads primaries, null if that is a client of the application
     * @param settings how the library uses Redis
     * @param reigns the primaries of this node
     * @param primaries reads the primary if a replica fails
     * @param listener is notified of what comes of each read
     * @param connectLog logs why there is no connection to primaries
     */
    ReplicaReads(
            @Nullable Config own,
            RedisSettings settings,
            Reigns reigns,
            KeyCommands primaries,
            StoreListener listener,
            ConnectLog connectLog) {
        this.settings = inHalfTheTime(settings);
        this.primaries = primaries;
        this.listener = listener;
        this.absence = own == null ? "redis.share-client is true" : "Redis is configured as a single server";
        this.connector = own == null || !ServerMode.of(own).knowsReplicas()
                ? null
                : connector(own, reigns, connectLog.ofReplicas());
    }

    private Connector connector(Config own, Reigns reigns, ConnectLog connectLog) {
        Reconnects reconnects = new Reconnects(connectLog, System::nanoTime);
        Config ofReplicas = OwnConfig.ofReplicas(
                own, watch -> watch.forOthers(() -> new ReplicaChannel(reigns), settings, reconnects));
        return new Connector(
                ClientSource.own(ofReplicas), settings, () -> CompletableFuture.allOf(), replicas::look, connectLog);
    }

    private static RedisSettings inHalfTheTime(RedisSettings settings) {
        Duration half = settings.timeout().dividedBy(2);
        return new RedisSettings(
                settings.keyPrefix(),
                half.compareTo(SHORTEST) < 0 ? SHORTEST : half,
                settings.evictTimeout(),
                0,
                settings.breaker());
    }

    private Replica replicaOf(RedisClient client) {
        return new Replica(
                client,
                new Breaker(
                        CommandKind.REPLICA_READ,
                        Circuits.serverOf(client, settings.keyPrefix()),
                        settings.breaker(),
                        CommandLimit.ofReads(settings.timeout()),
                        System::nanoTime,
                        new Quiet(listener)));
    }

    /** Connects for the first cache. Logs for each cache if there is nothing to connect to. */
    void use(String cacheName) {
        if (connector == null) {
            log.warn(
                    "Cache '{}': read-from is replica, but {}, so all its reads go to the primary. Configure sentinels, a"
                            + " cluster, or a primary and its replicas, or set read-from: primary.",
                    cacheName,
                    absence);
        } else if (isUsed.compareAndSet(false, true)) {
            connector.start();
        }
    }

    /**
     * A read that a replica is to answer, to be sent. Neighbours in one batch go to the same replica, as all reads of a thread do.
     *
     * @return null if no replica can be read
     */
    @Nullable
    ReplicaFirstReply read(FormatLayout layout, String key, String variant) {
        ConnectedClient client = connector == null ? null : connector.client();
        List<Replica> all = client == null ? List.of() : replicas.of(client.primaryOf(key));
        int first = (int) (Thread.currentThread().getId() & Integer.MAX_VALUE);
        for (int i = 0; client != null && i < all.size(); i++) {
            Replica replica = all.get((first + i) % all.size());
            ReadChannel over = replica.readable();
            if (over != null) {
                ReadReply read = new OfReplica(layout, key, variant);
                if (read.passes(replica.breaker(), client.clock())) {
                    read.route(null, over, null);
                    return new ReplicaFirstReply(layout, key, variant, read, primaries, listener);
                }
            }
        }
        listener.onReplicaRead(ReplicaReadResult.NO_REPLICA);
        return null;
    }

    @Override
    public void close() {
        if (connector != null) {
            connector.close();
        }
    }

    /** What a replica refuses is logged as such. */
    private static final class OfReplica extends ReadReply {

        OfReplica(FormatLayout layout, String key, String variant) {
            super(layout, key, variant, false);
        }

        @Override
        CommandKind kind() {
            return CommandKind.REPLICA_READ;
        }
    }

    /** Takes commands of replicas for commands, and their failures for nothing: the primary answers after them. */
    private record Quiet(StoreListener listener) implements StoreListener {

        @Override
        public boolean timesCommands() {
            return listener.timesCommands();
        }

        @Override
        public void onCommand(String command, long nanos) {
            listener.onCommand(command, nanos);
        }

        @Override
        public @Nullable WorkTracing tracing() {
            return listener.tracing();
        }

        @Override
        public void onCommandFailure(String command, CommandFailure reason) {
            // The primary is asked next, and its failure counts.
        }
    }
}
