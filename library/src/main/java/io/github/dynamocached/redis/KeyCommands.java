package io.github.dynamocached.redis;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.store.ToldKeys;
import io.github.dynamocached.tracking.Trackings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.client.RedisClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.RedisCommand;

/** Sends commands to the primaries of keys at once, if there is a connection and the circuit breaker permits it. */
final class KeyCommands implements CommandSender {

    private final Connector connector;
    private final Circuits circuits;
    private final ReadChannels channels;
    private final Trackings trackings;

    /** Shared, because it says nothing about a single call. */
    private final RedisUnavailableException refusedRead = RedisUnavailableException.refused(ReadReply.COMMAND);

    KeyCommands(Connector connector, Circuits circuits, ReadChannels channels, Trackings trackings) {
        this.connector = connector;
        this.circuits = circuits;
        this.channels = channels;
        this.trackings = trackings;
    }

    @Override
    public void send(RedisCommand<Object> command, String key, Object[] arguments, Reply<?> reply, boolean isEviction) {
        ConnectedClient client = connector.client();
        if (client == null) {
            reply.notConnected(circuits.listeners());
            return;
        }
        try {
            if (!reply.passes(circuits.of(client, key, isEviction), client.clock())) {
                return;
            }
            CompletableFuture<Object> sent = (isEviction ? client.evictions() : client.commands())
                    .writeAsync(key, ByteArrayCodec.INSTANCE, command, arguments)
                    .toCompletableFuture();
            RedisConnection.follow(sent, reply);
        } catch (RuntimeException refused) {
            reply.refused(refused);
        }
    }

    /** Whether a read may be sent. Then it knows its way; otherwise it has failed. */
    boolean admits(ReadReply read) {
        ConnectedClient client = connector.client();
        if (client == null) {
            read.notConnected(circuits.listeners());
            return false;
        }
        RedisClient primary = client.primaryOf(read.key());
        Breaker breaker = circuits.ofReads(primary);
        if (breaker.blocksReads()) {
            breaker.tell(read.command(), CommandFailure.CIRCUIT_OPEN);
            read.fail(refusedRead);
            return false;
        }
        read.route(client, channels.of(primary, client.poolSize()), trackings);
        return read.passes(breaker, client.clock());
    }

    /** Sends a command of the lock of a name. */
    void lock(String name, Reply<?> reply, Function<RLock, RFuture<?>> command) {
        ConnectedClient client = connector.client();
        if (client == null) {
            reply.notConnected(circuits.listeners());
            return;
        }
        try {
            if (reply.passes(circuits.of(client, name, false), client.clock())) {
                RedisConnection.follow(command.apply(client.lock(name)).toCompletableFuture(), reply);
            }
        } catch (RuntimeException refused) {
            reply.refused(refused);
        }
    }

    /**
     * Watches the keys of a cache.
     *
     * @param lag how long a watch holds after it was confirmed
     * @param told is told of changed keys
     */
    void watch(String cacheName, Duration lag, ToldKeys told) {
        trackings.watch(cacheName, lag, told);
    }

    /** Watches nothing any more. */
    void close() {
        trackings.close();
    }

    /** Whether commands are sent to each primary now. */
    List<PrimaryState> primaries() {
        return circuits.states(connector.client());
    }

    @Override
    public void send(ReadReply read) {
        try {
            read.send();
        } catch (RuntimeException refused) {
            read.refused(refused);
        }
    }
}
