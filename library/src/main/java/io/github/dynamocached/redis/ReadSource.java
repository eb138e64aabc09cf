package io.github.dynamocached.redis;

import io.github.dynamocached.redis.Commands.KnowingCommand;
import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;

/** The handler of a connection that knows whether the server at its other end may be read. */
interface ReadSource extends ChannelHandler {

    /**
     * Asked on the event loop, before a read is written.
     *
     * @return why the command may not be written, null if it may
     */
    @Nullable
    Throwable refusalOf(KnowingCommand command);
}
