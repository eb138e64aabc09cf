package io.github.dynamocached.redis;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.Breakers;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.CommandLimit;
import io.github.dynamocached.breaker.RefusedServer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.redisson.connection.MasterSlaveEntry;

/** The circuit breakers of one connection, one set for evictions and one for all other commands, and their listeners. */
final class Circuits {

    private static final String NOBODY = "Redis";

    private final Listeners listeners = new Listeners();
    private final Breakers<RedisClient> reads;
    private final Breakers<RedisClient> evictions;

    /** @param primaries the current primaries */
    Circuits(RedisSettings settings, Supplier<Collection<MasterSlaveEntry>> primaries) {
        Supplier<List<RedisClient>> clients =
                () -> primaries.get().stream().map(MasterSlaveEntry::getClient).toList();
        this.reads = breakers(CommandKind.READ, CommandLimit.ofReads(settings.timeout()), settings, clients);
        this.evictions = breakers(CommandKind.EVICTION, CommandLimit.of(settings.evictTimeout()), settings, clients);
    }

    private Breakers<RedisClient> breakers(
            CommandKind kind, CommandLimit limit, RedisSettings settings, Supplier<List<RedisClient>> clients) {
        return new Breakers<>(
                kind, settings.breaker(), limit, clients, client -> serverOf(client, settings.keyPrefix()), listeners);
    }

    /** The breaker for a command for a key; a separate one while there is no connection. */
    Breaker of(@Nullable ConnectedClient client, String key, boolean isEviction) {
        return (isEviction ? evictions : reads).of(client == null ? null : client.primaryOf(key));
    }

    /** The breaker for reads of a primary; a separate one while none is known. */
    Breaker ofReads(@Nullable RedisClient primary) {
        return reads.of(primary);
    }

    /** The breaker for commands of a sweep, which is an eviction, to a primary. */
    Breaker of(MasterSlaveEntry primary) {
        return evictions.of(primary.getClient());
    }

    /** How they stand for each primary, in the order of the names. Without a connection nothing is sent. */
    List<PrimaryState> states(@Nullable ConnectedClient client) {
        if (client == null) {
            return List.of(new PrimaryState(NOBODY, CircuitState.OPEN, CircuitState.OPEN));
        }
        return client.primaries().stream()
                .map(MasterSlaveEntry::getClient)
                .map(primary -> new PrimaryState(
                        ServerName.of(primary.getAddr()), reads.stateOf(primary), evictions.stateOf(primary)))
                .sorted(Comparator.comparing(PrimaryState::server))
                .toList();
    }

    /** Forgets former primaries: nothing is sent to them, so nothing else would change their state. */
    void forgetFormer() {
        reads.forgetFormer();
        evictions.forgetFormer();
    }

    /** Notifies a listener of the current state and of all later changes. */
    void listen(StoreListener listener) {
        listeners.add(listener);
        reads.tellState(listener);
        evictions.tellState(listener);
    }

    /** All who listen. */
    StoreListener listeners() {
        return listeners;
    }

    /** The caches over the connection, usually one set. */
    private static final class Listeners implements StoreListener {

        private final List<StoreListener> all = new CopyOnWriteArrayList<>();
        private volatile boolean timed;
        private volatile @Nullable WorkTracing tracing;

        void add(StoreListener listener) {
            all.add(listener);
            if (listener.timesCommands()) {
                timed = true;
            }
            if (tracing == null) {
                tracing = listener.tracing();
            }
        }

        @Override
        public boolean timesCommands() {
            return timed;
        }

        @Override
        public @Nullable WorkTracing tracing() {
            return tracing;
        }

        @Override
        public void onCommand(String command, long nanos) {
            for (StoreListener listener : all) {
                if (listener.timesCommands()) {
                    listener.onCommand(command, nanos);
                }
            }
        }

        @Override
        public void onCommandFailure(String command, CommandFailure reason) {
            for (StoreListener listener : all) {
                listener.onCommandFailure(command, reason);
            }
        }

        @Override
        public void onReplicaRead(ReplicaReadResult result) {
            for (StoreListener listener : all) {
                listener.onReplicaRead(result);
            }
        }

        @Override
        public void onCircuit(String commands, CircuitState state) {
            for (StoreListener listener : all) {
                listener.onCircuit(commands, state);
            }
        }
    }

    static RefusedServer serverOf(RedisClient client, String keyPrefix) {
        boolean logsConnects = client.getConfig().getNettyHook() instanceof ChannelWatch;
        return new RefusedServer(
                ServerName.of(client.getAddr()), () -> RefusedServer.userOf(client), keyPrefix, logsConnects);
    }
}
