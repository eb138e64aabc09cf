package io.github.dynamocached.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.redisson.client.NettyHook;

/**
 * Sees every connection open and break, on its event loop and before anything is written to it or after everything was
 * read from it, and lets commands of many callers leave in one packet. Buffers are pooled ones, into which arguments are copied without
 * an intermediate buffer for each.
 */
@Sharable
final class ChannelWatch extends ChannelInboundHandlerAdapter implements NettyHook {

    private final NettyHook ofApplication;
    private final Runnable change;

    /**
     * A watch.
     *
     * @param ofApplication is asked first
     * @param change runs when a connection opens or breaks
     */
    ChannelWatch(NettyHook ofApplication, Runnable change) {
        this.ofApplication = ofApplication;
        this.change = change;
    }

    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {
        ofApplication.afterBoostrapInitialization(bootstrap);
    }

    @Override
    public void afterChannelInitialization(Channel channel) {
        ofApplication.afterChannelInitialization(channel);
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        channel.pipeline()
                .addFirst(new FlushConsolidationHandler(
                        FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true))
                .addFirst(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        change.run();
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        change.run();
        context.fireChannelInactive();
    }
}
