package io.github.dynamocached.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection that does not answer any more, so that a new one replaces it. A firewall, a load balancer or a lost node
 * may swallow everything on it, while new connections work.
 *
 * <p>A timer checks several times a second whether anything was read since something was sent. So a command costs a look at
 * one field. A late check says nothing: this JVM stood still, and the answer may be waiting.
 *
 * <p>Everything here runs on the event loop of the connection.
 */
final class SilentConnection extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final SilencePace pace;
    private final LongSupplier nanos;
    private @Nullable Future<?> looks;
    private long lastLook;
    private int silentLooks;
    private boolean isAnswerDue;
    private boolean wasAnswered;

    /**
     * A handler of one connection.
     *
     * @param pace how long a connection may be silent
     * @param nanos the clock
     */
    SilentConnection(SilencePace pace, LongSupplier nanos) {
        this.pace = pace;
        this.nanos = nanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        lastLook = nanos.getAsLong();
        looks = context.executor()
                .scheduleWithFixedDelay(() -> look(context), pace.lookNanos(), pace.lookNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        isAnswerDue = true;
        var unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        isAnswerDue = false;
        silentLooks = 0;
        if (!wasAnswered) {
            wasAnswered = true;
            pace.answered(context.channel().remoteAddress());
        }
        context.fireChannelRead(message);
    }

    private void look(ChannelHandlerContext context) {
        long now = nanos.getAsLong();
        boolean isLate = now - lastLook > pace.lookNanos() * 3 / 2;
        lastLook = now;
        silentLooks = isAnswerDue && !isLate ? silentLooks + 1 : 0;
        int closings = pace.closings(context.channel().remoteAddress());
        if (silentLooks >= SilencePace.looks(closings)) {
            stop();
            close(context, closings);
        }
    }

    /** Told once for a server, not for each connection that is tried while it answers nobody. */
    private void close(ChannelHandlerContext context, int closings) {
        String server =
                ServerName.of(context.channel().remoteAddress() instanceof InetSocketAddress address ? address : null);
        if (closings == 0) {
            log.warn(
                    "{} does not answer on one of its connections. The connection is closed, and a new one is"
                            + " opened. If this repeats, look for a firewall or a load balancer that drops connections.",
                    server);
        } else {
            log.debug("{} still does not answer, after {} connections were closed", server, closings);
        }
        pace.closed(context.channel().remoteAddress());
        var unused = context.channel().close();
    }
}
