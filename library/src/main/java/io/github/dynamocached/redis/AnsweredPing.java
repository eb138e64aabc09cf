package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.ErrorReply;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;

/**
 * Counts a refused ping as answered, because the server did answer. Redis refuses pings while it cannot save its data
 * ({@code MISCONF}). Redisson would then close the connection and open no other one, although reads are served.
 *
 * <p>A connection for subscriptions writes a command twice: into its queue, and when its turn comes.
 */
final class AnsweredPing extends ChannelOutboundHandlerAdapter {

    private static final Set<String> REFUSALS = Set.of("MISCONF", "NOPERM");

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var unused = context.write(
                message instanceof CommandData<?, ?> data
                                && data.getCommand() == RedisCommands.PING
                                && !(data instanceof Ping)
                        ? answered(data)
                        : message,
                promise);
    }

    @SuppressWarnings("unchecked") // a promise takes what its command answers, and a ping answers a text
    private static CommandData<?, ?> answered(CommandData<?, ?> ping) {
        CompletableFuture<Object> promise = (CompletableFuture<Object>) ping.getPromise();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        CompletableFuture<Object> unused = answer.whenComplete((pong, failure) -> {
            if (failure == null || REFUSALS.contains(ErrorReply.codeOf(failure))) {
                promise.complete(failure == null ? pong : "PONG");
            } else {
                promise.completeExceptionally(failure);
            }
        });
        return new Ping(answer, ping);
    }

    /** A ping whose refusal counts as an answer. */
    private static final class Ping extends CommandData<Object, Object> {

        @SuppressWarnings("unchecked") // a promise takes what its command answers
        private Ping(CompletableFuture<Object> answer, CommandData<?, ?> ping) {
            super(answer, ping.getCodec(), (RedisCommand<Object>) ping.getCommand(), ping.getParams());
        }
    }
}
