package io.github.dynamocached.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.CommandsData;
import org.redisson.client.protocol.QueueCommand;
import org.redisson.client.protocol.RedisCommand;

/**
 * Asks the process at the other end of a connection for its start and its time, before the first command that needs them,
 * and makes it the current {@link Primary} of what is read and written here.
 *
 * <p>The question goes ahead of the command over the same connection, so its answer is there before that of the command:
 * a read costs no round trip more. A script is told the start in its arguments, so it is held back until the start is
 * known. A question that is not answered is repeated by the next command; what was held back fails with it.
 *
 * <p>Everything here runs on the event loop of the connection.
 */
final class PrimaryChannel extends ChannelDuplexHandler {

    /** The first reply is often the slowest, so the time is asked for some times more. */
    private static final int MORE_TIMES = 2;

    private record Held(QueueCommand message, ChannelPromise promise) {}

    private final Primary primary = new Primary();
    private final UnaryOperator<PrimaryView> belief;
    private final Deque<Held> held = new ArrayDeque<>();
    private final Deque<CompletableFuture<Object>> questions = new ArrayDeque<>();
    private boolean asking;

    /**
     * A handler of one connection.
     *
     * @param belief what is believed of what is found
     */
    PrimaryChannel(UnaryOperator<PrimaryView> belief) {
        this.belief = belief;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Primary before = Primary.makeCurrent(primary);
        try {
            context.fireChannelRead(message);
        } finally {
            Primary.makeCurrent(before);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        KnowingCommand command = knowingCommand(message);
        if (command != null && (primary.view() == null || command.asksAgain())) {
            ask(context);
        }
        if (command != null && command.isTold() && asking && primary.view() == null) {
            held.add(new Held((QueueCommand) message, promise));
        } else {
            pass(context, message, promise);
        }
    }

    /** The command in a message that needs to know the primary. After a redirection it comes with another one before it. */
    private static @Nullable KnowingCommand knowingCommand(Object message) {
        Object last = message;
        if (message instanceof CommandsData several && !several.getCommands().isEmpty()) {
            last = several.getCommands().get(several.getCommands().size() - 1);
        }
        return last instanceof CommandData<?, ?> data && data.getCommand() instanceof KnowingCommand knowing
                ? knowing
                : null;
    }

    private void pass(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Primary before = Primary.makeCurrent(primary);
        try {
            var unused = context.write(message, promise);
        } finally {
            Primary.makeCurrent(before);
        }
    }

    private void ask(ChannelHandlerContext context) {
        if (asking) {
            return;
        }
        asking = true;
        long sent = System.nanoTime();
        CompletableFuture<Object> info = question(context, Commands.INFO, "server");
        CompletableFuture<Object> time = question(context, Commands.TIME);
        CompletableFuture<PrimaryView> unused = info.thenCombine(
                        time, (about, now) -> belief.apply(PrimaryQuestion.view(about, now, sent)))
                .whenComplete((found, failure) -> {
                    settle(context, found, failure);
                    if (found != null) {
                        askForTime(context, info.join(), MORE_TIMES);
                    }
                });
    }

    private void askForTime(ChannelHandlerContext context, Object info, int times) {
        long sent = System.nanoTime();
        CompletableFuture<Object> unused = question(context, Commands.TIME).whenComplete((now, failure) -> {
            if (failure == null) {
                primary.learn(belief.apply(PrimaryQuestion.view(info, now, sent)));
                if (times > 1) {
                    askForTime(context, info, times - 1);
                }
            }
        });
        context.flush();
    }

    private CompletableFuture<Object> question(
            ChannelHandlerContext context, RedisCommand<Object> command, Object... arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        questions.removeIf(CompletableFuture::isDone);
        questions.add(answer);
        var unused = context.write(new CommandData<>(answer, ByteArrayCodec.INSTANCE, command, arguments))
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        answer.completeExceptionally(written.cause());
                    }
                });
        return answer;
    }

    private void settle(ChannelHandlerContext context, @Nullable PrimaryView found, @Nullable Throwable failure) {
        asking = false;
        if (found != null) {
            primary.learn(found);
            for (Held waiting = held.poll(); waiting != null; waiting = held.poll()) {
                pass(context, waiting.message, waiting.promise);
            }
            context.flush();
        } else if (failure != null) {
            RedisUnavailableException reason = RedisUnavailableException.failed(PrimaryQuestion.NAME, failure);
            primary.fail(reason);
            for (Held waiting = held.poll(); waiting != null; waiting = held.poll()) {
                waiting.message.tryFailure(reason);
                waiting.promise.tryFailure(reason);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ClosedChannelException closed = new ClosedChannelException();
        for (CompletableFuture<Object> open = questions.poll(); open != null; open = questions.poll()) {
            open.completeExceptionally(closed);
        }
        context.fireChannelInactive();
    }
}
