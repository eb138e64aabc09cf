package io.github.dynamocached.redis;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.PrimaryState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.RedisClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.RedisCommand;

/** Sends commands to the primaries of keys at once, if there is a connection and the circuit breaker permits it. */
final class KeyCommands implements CommandSender {

    private final Connector connector;
    private final Circuits circuits;
    private final ReadChannels channels;

    /** Shared, because it says nothing about a single call. */
    private final RedisUnavailableException refusedRead = RedisUnavailableException.refused(ReadReply.COMMAND);

    KeyCommands(Connector connector, Circuits circuits, ReadChannels channels) {
        this.connector = connector;
        this.circuits = circuits;
        this.channels = channels;
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
        read.route(client, channels.of(primary, client.poolSize()));
        return read.passes(breaker, client.clock());
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
