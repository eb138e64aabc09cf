package io.github.dynamocached.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import java.util.function.Supplier;
import org.redisson.client.NettyHook;
import org.redisson.client.handler.CommandDecoder;
import org.redisson.client.handler.CommandsQueue;

/**
 * Gives every connection a {@link ReadSource}, a {@link SilentConnection}, {@link LostAnswers} and a {@link ReadChannel},
 * and lets commands of many callers leave in one packet. Buffers are pooled ones, into which arguments are copied without an
 * intermediate buffer for each.
 */
final class ChannelWatch implements NettyHook {

    private final NettyHook ofApplication;
    private final Supplier<? extends ReadSource> sources;
    private final ReadChannels reads;
    private final Duration timeout;
    private final SilencePace pace;
    private final Reconnects reconnects;

    /**
     * A watch over connections to primaries.
     *
     * @param ofApplication is asked first
     * @param runs is notified of each process that answers
     * @param reads gets to know the connections that are ready for reads
     * @param settings tell the time that commands have
     * @param reconnects knows when a server may be connected to
     */
    ChannelWatch(
            NettyHook ofApplication,
            PrimaryRuns runs,
            ReadChannels reads,
            RedisSettings settings,
            Reconnects reconnects) {
        this(ofApplication, () -> new PrimaryChannel(runs, true), reads, settings, reconnects);
    }

    /**
     * A watch.
     *
     * @param ofApplication is asked first
     * @param sources make the handler that knows whether the server of a connection may be read
     * @param reads gets to know the connections that are ready for reads
     * @param settings tell the time that commands have
     * @param reconnects knows when a server may be connected to
     */
    private ChannelWatch(
            NettyHook ofApplication,
            Supplier<? extends ReadSource> sources,
            ReadChannels reads,
            RedisSettings settings,
            Reconnects reconnects) {
        this.ofApplication = ofApplication;
        this.sources = sources;
        this.reads = reads;
        this.timeout = settings.timeout();
        this.pace = new SilencePace(settings);
        this.reconnects = reconnects;
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
                        FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
        ReadSource source = sources.get();
        add(channel, source, true);
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext first = pipeline.context(source);
        if (first != null) {
            pipeline.addAfter(first.name(), AnsweredPing.class.getName(), new AnsweredPing());
            pipeline.addBefore(
                    first.name(), SilentConnection.class.getName(), new SilentConnection(pace, System::nanoTime));
            addReads(channel, first, source);
        }
        pipeline.addLast(new ConnectChannel(reconnects));
    }

    /** Reads go over connections for commands, not over those for subscriptions. */
    private void addReads(Channel channel, ChannelHandlerContext primary, ReadSource source) {
        if (channel.pipeline().get(CommandsQueue.class) != null) {
            channel.pipeline()
                    .addAfter(
                            primary.name(),
                            ReadChannel.class.getName(),
                            new ReadChannel(channel, source, reads, timeout));
        }
    }

    /**
     * Puts a handler before the one that reads answers, where that of TLS has already done its work.
     *
     * @param isOurs whether the connection is ours alone
     */
    static void watch(Channel channel, PrimaryRuns runs, boolean isOurs) {
        if (channel.pipeline().get(PrimaryChannel.class) == null) {
            add(channel, new PrimaryChannel(runs, isOurs), isOurs);
        }
    }

    private static void add(Channel channel, ReadSource source, boolean isOurs) {
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext reader = pipeline.context(CommandDecoder.class);
        if (reader != null) {
            pipeline.addBefore(reader.name(), source.getClass().getName(), source);
            ChannelHandlerContext queue = pipeline.context(CommandsQueue.class);
            if (queue != null) {
                pipeline.addBefore(queue.name(), LostAnswers.class.getName(), new LostAnswers(isOurs));
            }
        }
    }

    /**
     * The same for other connections, such as those to replicas.
     *
     * @param otherSources make the handlers of those connections
     * @param settings tell the time that commands have
     * @param otherReconnects knows when their servers may be connected to
     */
    ChannelWatch forOthers(
            Supplier<? extends ReadSource> otherSources, RedisSettings settings, Reconnects otherReconnects) {
        return new ChannelWatch(ofApplication, otherSources, new ReadChannels(), settings, otherReconnects);
    }
}
