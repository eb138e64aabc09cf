package io.github.dynamocached.redis;

import io.netty.channel.ChannelHandlerContext;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.RedisConnection;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommand;

/**
 * The questions that are put to the process at the other end of one connection. Before anything else is known of the
 * answers, {@link PrimaryRuns} hears of them: by the time that an answer of a new primary is believed, the evictions that it
 * may lack are owed to it.
 */
final class PrimaryInquiry {

    /** The first reply is often the slowest, so the time is asked for some times more. */
    private static final int MORE_TIMES = 2;

    private final PrimaryRuns runs;
    private final Primary primary;
    private final Deque<CompletableFuture<Object>> open = new ArrayDeque<>();

    PrimaryInquiry(PrimaryRuns runs, Primary primary) {
        this.runs = runs;
        this.primary = primary;
    }

    /** What Redisson knows the server by. */
    static Object serverOf(ChannelHandlerContext context) {
        RedisConnection connection = RedisConnection.getFrom(context.channel());
        return connection == null ? context.channel() : connection.getRedisClient();
    }

    /** What a server has answered, but for its time. */
    record About(Object server, Object replication) {}

    /** Asks for everything. The stage ends when it is known, or fails. */
    CompletableFuture<About> ask(ChannelHandlerContext context) {
        long sent = System.nanoTime();
        CompletableFuture<Object> server = question(context, Commands.INFO, "server");
        CompletableFuture<Object> replication = question(context, Commands.INFO, "replication");
        CompletableFuture<Object> time = question(context, Commands.TIME);
        return CompletableFuture.allOf(server, replication, time).thenApply(answered -> {
            About about = new About(server.join(), replication.join());
            learn(context, about, time.join(), sent);
            return about;
        });
    }

    private void learn(ChannelHandlerContext context, About about, Object time, long sent) {
        learn(context, runs.believed(PrimaryQuestion.view(about.server, about.replication, time, sent)));
    }

    private void learn(ChannelHandlerContext context, PrimaryView found) {
        runs.note(serverOf(context), found);
        primary.learn(found);
    }

    /** Asks for the role alone: the process is the same for as long as the connection lasts. */
    CompletableFuture<Void> askForRole(ChannelHandlerContext context, PrimaryView known) {
        return question(context, Commands.INFO, "replication")
                .thenAccept(replication -> learn(context, known.in(PrimaryQuestion.reign(replication))));
    }

    /** Asks for the time once more, and some times again. What it tells makes what is known more exact. */
    void askForTime(ChannelHandlerContext context, About about) {
        askForTime(context, about, MORE_TIMES);
    }

    private void askForTime(ChannelHandlerContext context, About about, int times) {
        long sent = System.nanoTime();
        CompletableFuture<Object> unused = question(context, Commands.TIME).whenComplete((now, failure) -> {
            if (failure == null && primary.view() != null) {
                learn(context, about, now, sent);
                if (times > 1) {
                    askForTime(context, about, times - 1);
                }
            }
        });
        context.flush();
    }

    private CompletableFuture<Object> question(
            ChannelHandlerContext context, RedisCommand<Object> command, Object... arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        open.removeIf(CompletableFuture::isDone);
        open.add(answer);
        var unused = context.write(new CommandData<>(answer, ByteArrayCodec.INSTANCE, command, arguments))
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        answer.completeExceptionally(written.cause());
                    }
                });
        return answer;
    }

    /** The connection is closed: what was asked is not answered any more. */
    void end() {
        ClosedChannelException closed = new ClosedChannelException();
        for (CompletableFuture<Object> question = open.poll(); question != null; question = open.poll()) {
            question.completeExceptionally(closed);
        }
    }
}
