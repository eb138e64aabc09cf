package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.redis.Commands.KnowingCommand;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.CommandData;

/**
 * A connection to a replica, whose answers are judged by what is known of the primary that it follows: the values were stamped
 * by the clock of that one, and it is that one's restart from a snapshot which brings old values back.
 *
 * <p>The replica is asked once a second for its role, its link and its position. While it is not asked, does not answer, or is
 * too far behind, it is not read.
 */
final class ReplicaChannel extends ChannelDuplexHandler implements ReadSource {

    /** How long what a replica has reported counts. */
    private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Primary followed = new Primary();
    private final Reigns reigns;
    private final LongSupplier nanos;
    private volatile @Nullable ChannelHandlerContext own;
    private volatile @Nullable RedisUnavailableException refusal =
            RedisUnavailableException.unreadable("it has not reported its state so far");
    private volatile long checked;
    private boolean asking;

    /** @param reigns the primaries of this node */
    ReplicaChannel(Reigns reigns) {
        this(reigns, System::nanoTime);
    }

    ReplicaChannel(Reigns reigns, LongSupplier nanos) {
        this.reigns = reigns;
        this.nanos = nanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        own = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Primary before = Primary.makeCurrent(followed);
        try {
            context.fireChannelRead(message);
        } finally {
            Primary.makeCurrent(before);
        }
    }

    @Override
    public @Nullable Throwable refusalOf(KnowingCommand command) {
        return refusal();
    }

    /** Why the replica is not to be read now, null if it may be. Any thread may ask. */
    @Nullable
    RedisUnavailableException refusal() {
        RedisUnavailableException known = refusal;
        return known == null && nanos.getAsLong() - checked > TRUST_NANOS
                ? RedisUnavailableException.unreadable("it has not reported its state for seconds")
                : known;
    }

    /** Asks the replica for its state, unless it is being asked. Any thread may call this. */
    void check() {
        ChannelHandlerContext context = own;
        if (context != null) {
            context.executor().execute(() -> ask(context));
        }
    }

    private void ask(ChannelHandlerContext context) {
        if (asking || !context.channel().isActive()) {
            return;
        }
        asking = true;
        long sent = nanos.getAsLong();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        CompletableFuture<Object> unused = answer.whenComplete((state, failure) -> {
            asking = false;
            note(sent, failure == null ? problemOf(PrimaryQuestion.text(state)) : "it does not report its state");
        });
        var written = context.writeAndFlush(
                new CommandData<>(answer, ByteArrayCodec.INSTANCE, Commands.INFO, new Object[] {"replication"}));
        var unusedToo = written.addListener(done -> {
            if (!done.isSuccess()) {
                answer.completeExceptionally(LostAnswers.closed());
            }
        });
    }

    private void note(long sent, @Nullable String problem) {
        checked = sent;
        if (problem == null) {
            refusal = null;
        } else {
            RedisUnavailableException reason = RedisUnavailableException.unreadable(problem);
            followed.lose(reason);
            refusal = reason;
        }
    }

    /** Notes which primary the replica follows. What keeps it from being read is the answer, null for nothing. */
    private @Nullable String problemOf(String state) {
        if (!state.contains(PrimaryQuestion.REPLICA)) {
            return "it is no replica";
        }
        if (!PrimaryQuestion.line(state, "master_link_status").equals("up")) {
            return "it has no connection to its primary";
        }
        PrimaryView primary = reigns.followedBy(
                PrimaryQuestion.line(state, PrimaryQuestion.REIGN),
                PrimaryQuestion.position(state, "slave_repl_offset"),
                nanos.getAsLong());
        if (primary == null) {
            return "it is too far behind, or follows a primary of which nothing was heard for seconds";
        }
        followed.learn(primary);
        return null;
    }
}
