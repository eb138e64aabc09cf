package io.github.dynamocached.redis;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.Queue;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.handler.CommandsQueue;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.QueueCommand;
import org.redisson.client.protocol.QueueCommandHolder;

/**
 * Fails the commands that wait for an answer when their connection is closed. Nobody will answer them, but Redisson lets them
 * wait for their whole time once they are written.
 *
 * <p>Stands before Redisson's own handler, which forgets the commands. A blocking command is left to Redisson, which sends it
 * again.
 */
final class LostAnswers extends ChannelInboundHandlerAdapter {

    private final boolean isOurs;

    /** @param isOurs whether the connection is ours alone; else the commands of the application are left alone */
    LostAnswers(boolean isOurs) {
        this.isOurs = isOurs;
    }

    /** What the commands of a closed connection fail with. */
    static RedisConnectionException closed() {
        return new RedisConnectionException("The connection was closed before an answer came");
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Queue<QueueCommandHolder> queue =
                context.channel().attr(CommandsQueue.COMMANDS_QUEUE).get();
        if (queue != null) {
            for (QueueCommandHolder waiting : List.copyOf(queue)) {
                QueueCommand command = waiting.getCommand();
                if (!command.isBlockingCommand() && (isOurs || isKnown(command))) {
                    command.tryFailure(closed());
                }
            }
        }
        context.fireChannelInactive();
    }

    private static boolean isKnown(QueueCommand command) {
        CommandData<?, ?> found = PrimaryChannel.commandOf(command);
        return found != null && Commands.isOurs(found.getCommand());
    }
}
