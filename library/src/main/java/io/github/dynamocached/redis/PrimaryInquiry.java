package io.github.dynamocached.redis;

import io.github.dynamocached.Failures;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.breaker.Refusal;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnection;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommand;

/**
 * The questions to the process at the other end of one connection. {@link PrimaryRuns} is notified first: when an answer of a
 * new primary is trusted, the evictions that it may lack are already pending.
 */
final class PrimaryInquiry {

    /** The first reply is often the slowest, so the time is asked for some times more. */
    private static final int MORE_TIMES = 2;

    /** The answer of a server that may not be asked. */
    private static final byte[] NOTHING = {};

    private static final AtomicLong CONNECTIONS = new AtomicLong();

    private final PrimaryRuns runs;
    private final Primary primary;
    private final String connection = "connection " + CONNECTIONS.incrementAndGet();
    private final Deque<CompletableFuture<Object>> open = new ArrayDeque<>();
    private @Nullable Refusal refusal;

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
        refusal = null;
        CompletableFuture<Object> server = info(context, "server");
        CompletableFuture<Object> replication = info(context, "replication");
        CompletableFuture<Object> time = question(context, Commands.TIME);
        return CompletableFuture.allOf(server, replication, time).thenApply(answered -> {
            About about = new About(server.join(), replication.join());
            learn(context, about, time.join(), sent);
            notePosition(about.replication, sent);
            runs.untold().note(serverOf(context), PrimaryQuestion.untold(about.server, about.replication), refusal);
            return about;
        });
    }

    private void learn(ChannelHandlerContext context, About about, Object time, long sent) {
        learn(context, runs.believed(view(about, time, sent)));
    }

    private PrimaryView view(About about, Object time, long sent) {
        try {
            return PrimaryQuestion.view(about.server, about.replication, time, sent, connection);
        } catch (RuntimeException other) {
            throw RedisUnavailableException.notUnderstood(PrimaryQuestion.NAME, other);
        }
    }

    private void learn(ChannelHandlerContext context, PrimaryView found) {
        runs.note(serverOf(context), found);
        primary.learn(found);
    }

    /** Replicas are compared with it. */
    private void notePosition(Object replication, long sent) {
        PrimaryView view = primary.view();
        if (view != null) {
            runs.reigns().note(view, PrimaryQuestion.position(replication), sent);
        }
    }

    /**
     * Asks for the role alone: the process is the same for as long as the connection lasts. Where it may not be asked for,
     * only what the server refuses to write will tell.
     */
    CompletableFuture<Void> askForRole(ChannelHandlerContext context, PrimaryView known) {
        if (refusal != null) {
            return CompletableFuture.completedFuture(null);
        }
        long sent = System.nanoTime();
        return info(context, "replication").thenAccept(replication -> {
            if (refusal == null) {
                learn(context, known.in(PrimaryQuestion.reign(replication)));
                notePosition(replication, sent);
            }
        });
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

    /** A server that refuses to tell something of itself is known by what else it tells. */
    private CompletableFuture<Object> info(ChannelHandlerContext context, String section) {
        return question(context, Commands.INFO, section).exceptionally(failure -> {
            Throwable cause = Failures.unwrapped(failure);
            Refusal refused = Refusal.of(Commands.INFO.getName(), cause);
            if (refused == null || refused.reason() == Refusal.Reason.CREDENTIALS) {
                throw new CompletionException(cause);
            }
            refusal = refused;
            return NOTHING;
        });
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
        for (CompletableFuture<Object> question = open.poll(); question != null; question = open.poll()) {
            question.completeExceptionally(LostAnswers.closed());
        }
    }
}
