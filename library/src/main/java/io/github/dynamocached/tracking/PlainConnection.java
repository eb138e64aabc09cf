package io.github.dynamocached.tracking;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisPubSubConnection;

/**
 * A connection that Redisson has opened, with its address, TLS and credentials, and leaves alone from then on. Its handlers are
 * taken out of the pipeline: they would connect again after a break, send pings, and read answers of their own.
 *
 * <p>It is one for subscriptions, because the library reads values over all others.
 */
final class PlainConnection {

    private static final long PAUSE_MILLIS = 5;
    private static final int MOST_PAUSES = 400;

    private PlainConnection() {}

    /** Connects. The stage completes on the event loop of the connection, or fails. */
    static CompletionStage<Channel> to(RedisClient server) {
        CompletableFuture<Channel> plain = new CompletableFuture<>();
        CompletionStage<?> unused = server.connectPubSubAsync().whenComplete((connection, failure) -> {
            if (failure == null) {
                connection.getChannel().eventLoop().execute(() -> take(connection, plain, MOST_PAUSES));
            } else {
                plain.completeExceptionally(failure);
            }
        });
        return plain;
    }

    /** Redisson may have sent a ping already. Its answer is to come first. */
    private static void take(RedisPubSubConnection connection, CompletableFuture<Channel> plain, int pauses) {
        Channel channel = connection.getChannel();
        if (!channel.isActive() || pauses == 0) {
            var unused = channel.close();
            plain.completeExceptionally(new RedisConnectionException("The connection was closed"));
        } else if (connection.getCurrentCommandData() != null) {
            var unused = channel.eventLoop()
                    .schedule(() -> take(connection, plain, pauses - 1), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            strip(channel);
            plain.complete(channel);
        }
    }

    /** What the application has added stays, and what Netty has for TLS. */
    private static void strip(Channel channel) {
        for (Map.Entry<String, ChannelHandler> handler :
                channel.pipeline().toMap().entrySet()) {
            String type = handler.getValue().getClass().getName();
            if (type.startsWith("org.redisson.") || type.startsWith("io.github.dynamocached.")) {
                var unused = channel.pipeline().remove(handler.getKey());
            }
        }
    }
}
