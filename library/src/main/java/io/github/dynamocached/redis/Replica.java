package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisConnection;

/**
 * One replica: its only connection for reads, and its circuit breaker. Once there is a connection, Redisson opens it again
 * after a break.
 */
final class Replica {

    private final RedisClient client;
    private final Breaker breaker;
    private @Nullable CompletionStage<RedisConnection> connecting;
    private volatile @Nullable Open open;

    /** A connection that is there now. */
    private record Open(Channel channel, ReplicaChannel replica, ReadChannel reads) {}

    Replica(RedisClient client, Breaker breaker) {
        this.client = client;
        this.breaker = breaker;
    }

    Breaker breaker() {
        return breaker;
    }

    /** The connection, if the replica may be read now. */
    @Nullable
    ReadChannel readable() {
        Open current = open;
        return current != null
                        && current.channel.isActive()
                        && current.replica.refusal() == null
                        && !breaker.blocksReads()
                ? current.reads
                : null;
    }

    /** Why it is not read, null if it is. */
    @Nullable
    String problem() {
        Open current = open;
        if (current == null || !current.channel.isActive()) {
            return "there is no connection to it";
        }
        RedisUnavailableException refusal = current.replica.refusal();
        if (refusal != null) {
            return refusal.getMessage();
        }
        return breaker.blocksReads() ? "its circuit breaker is open" : null;
    }

    /** Connects if that was not done so far or has failed, and asks for the state. Called once a second, by one thread. */
    void check() {
        CompletableFuture<RedisConnection> known = connecting == null ? null : connecting.toCompletableFuture();
        if (known == null || known.isCompletedExceptionally()) {
            connecting = client.connectAsync();
            return;
        }
        RedisConnection connection = known.getNow(null);
        if (connection != null) {
            check(connection.getChannel());
        }
    }

    private void check(Channel channel) {
        Open current = open;
        if (current == null || current.channel != channel) {
            ReplicaChannel replica = channel.pipeline().get(ReplicaChannel.class);
            ReadChannel reads = channel.pipeline().get(ReadChannel.class);
            current = replica == null || reads == null ? null : new Open(channel, replica, reads);
            open = current;
        }
        if (current != null) {
            current.replica.check();
        }
    }

    /** It is no replica of ours any more. */
    void leave() {
        open = null;
        if (connecting != null) {
            CompletionStage<Void> unused = connecting.thenAccept(connection -> {
                var unusedToo = connection.closeAsync();
            });
        }
    }

    @Override
    public String toString() {
        return ServerName.of(client.getAddr());
    }
}
