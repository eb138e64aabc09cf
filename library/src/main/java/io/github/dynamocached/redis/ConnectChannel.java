package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.PausedException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.RedisClient;

/** Paces connection attempts, and notes whether a connection becomes ready, with network, TLS, password and database. */
final class ConnectChannel extends ChannelOutboundHandlerAdapter {

    private final Reconnects reconnects;

    /** @param reconnects knows when a server may be tried */
    ConnectChannel(Reconnects reconnects) {
        this.reconnects = reconnects;
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress server, SocketAddress local, ChannelPromise promise) {
        RedisClient client = connectionOf(context).getRedisClient();
        PausedException paused = reconnects.pausedBy(client);
        if (paused != null) {
            promise.tryFailure(paused);
            return;
        }
        var unused = context.connect(server, local, promise.unvoid().addListener(connected -> {
            if (connected.isSuccess()) {
                follow(connectionOf(context));
            } else {
                reconnects.failed(client, connected.cause());
            }
        }));
    }

    private void follow(org.redisson.client.RedisConnection connection) {
        CompletableFuture<?> unused = connection.getConnectionPromise().whenComplete((ready, failure) -> {
            if (failure == null) {
                reconnects.succeeded(connection.getRedisClient());
            } else {
                reconnects.failed(connection.getRedisClient(), failure);
            }
        });
    }

    private static org.redisson.client.RedisConnection connectionOf(ChannelHandlerContext context) {
        return org.redisson.client.RedisConnection.getFrom(context.channel());
    }
}
