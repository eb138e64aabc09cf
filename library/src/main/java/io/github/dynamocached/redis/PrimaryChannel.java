package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.FailureReasons;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.redis.Commands.KnowingCommand;
import io.github.dynamocached.redis.PrimaryInquiry.About;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.CommandsData;
import org.redisson.client.protocol.QueueCommand;

/**
 * Asks the process at the other end of a connection for its role, its start and its time, before the first command that needs
 * them, and makes it the current {@link Primary} of what is read and written here.
 *
 * <p>The question goes ahead of the command over the same connection, so its answer arrives first and a read costs no extra
 * round trip. A script needs the start as an argument, so it waits until the start is known. If the question fails, what
 * waited for it fails too, and the next command asks again.
 *
 * <p>A primary may become a replica and continue to answer reads. So the first command after a second asks for the role again,
 * and a refused write says the same. From then on no answer is trusted and the connection is closed. The next one leads to
 * the new primary, or is closed a second later.
 *
 * <p>Everything here runs on the event loop of the connection.
 */
final class PrimaryChannel extends ChannelDuplexHandler implements ReadSource {

    /** How long a server counts as a primary without another question, and how long a connection to a replica lasts. */
    static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Held(QueueCommand message, ChannelPromise promise) {}

    private final Primary primary = new Primary();
    private final PrimaryRuns runs;
    private final PrimaryInquiry inquiry;
    private final boolean isOurs;
    private final LongSupplier nanos;
    private final long opened;
    private final Deque<Held> held = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext own;
    private boolean asking;
    private boolean closing;
    private long asked;

    /**
     * A handler of one connection.
     *
     * @param runs is notified of each process that answers
     * @param isOurs whether the connection is ours alone, and may be closed
     */
    PrimaryChannel(PrimaryRuns runs, boolean isOurs) {
        this(runs, isOurs, System::nanoTime);
    }

    PrimaryChannel(PrimaryRuns runs, boolean isOurs, LongSupplier nanos) {
        this.nanos = nanos;
        this.opened = nanos.getAsLong();
        this.runs = runs;
        this.inquiry = new PrimaryInquiry(runs, primary);
        this.isOurs = isOurs;
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
    public void handlerAdded(ChannelHandlerContext context) {
        own = context;
    }

    /** Asks ahead of a command that is written past this handler, as for any other. */
    @Override
    public @Nullable Throwable refusalOf(KnowingCommand command) {
        if (own != null) {
            askAheadOf(own, command);
        }
        return !asking && primary.isLost() ? refusal() : null;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        CommandData<?, ?> command = commandOf(message);
        if (command != null && command.getCommand() instanceof KnowingCommand knowing) {
            askAheadOf(context, knowing);
            if (!asking && primary.isLost()) {
                refuse((QueueCommand) message, promise);
                return;
            }
            if (asking && knowing.isTold() && primary.view() == null) {
                held.add(new Held((QueueCommand) message, promise));
                return;
            }
        }
        pass(context, message, promise);
        if (command != null && isScript(command)) {
            listenForRefusal(context, command);
        }
    }

    /** The command of a message. After a redirection another one is before it, and a wait may be behind a script. */
    static @Nullable CommandData<?, ?> commandOf(Object message) {
        if (message instanceof CommandData<?, ?> single) {
            return single;
        }
        CommandData<?, ?> found = null;
        if (message instanceof CommandsData several) {
            for (CommandData<?, ?> next : several.getCommands()) {
                found = found == null || !isScript(found) || isScript(next) ? next : found;
            }
        }
        return found;
    }

    /** Whether a command runs a script, which may write. */
    private static boolean isScript(CommandData<?, ?> command) {
        return command.getCommand().getName().startsWith("EVAL");
    }

    private void askAheadOf(ChannelHandlerContext context, KnowingCommand command) {
        if (asking || closing) {
            return;
        }
        PrimaryView known = primary.view();
        boolean isDue = command.checks() || nanos.getAsLong() - asked >= TRUST_NANOS;
        if (command.asksAgain() || (known == null && (isDue || !primary.isLost()))) {
            ask(context);
        } else if (known != null && isDue) {
            askForRole(context, known);
        }
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
        asking = true;
        asked = nanos.getAsLong();
        CompletableFuture<About> unused = inquiry.ask(context).whenComplete((about, failure) -> {
            settle(context, failure);
            if (about != null) {
                inquiry.askForTime(context, about);
            }
        });
    }

    private void askForRole(ChannelHandlerContext context, PrimaryView known) {
        asking = true;
        asked = nanos.getAsLong();
        CompletableFuture<Void> unused =
                inquiry.askForRole(context, known).whenComplete((done, failure) -> settle(context, failure));
    }

    /** A question has ended. What waited for its answer goes on, or fails with it. */
    private void settle(ChannelHandlerContext context, @Nullable Throwable failure) {
        asking = false;
        if (failure != null) {
            lose(context, RedisUnavailableException.failed(PrimaryQuestion.NAME, failure));
        }
        for (Held waiting = held.poll(); waiting != null; waiting = held.poll()) {
            if (failure == null) {
                pass(context, waiting.message, waiting.promise);
            } else {
                refuse(waiting.message, waiting.promise);
            }
        }
        context.flush();
    }

    /** A replica reads what a primary would, and refuses what writes. */
    private void listenForRefusal(ChannelHandlerContext context, CommandData<?, ?> command) {
        CompletableFuture<?> unused = command.getPromise().whenComplete((answer, failure) -> {
            if (FailureReasons.isReadOnly(failure) && context.executor().inEventLoop()) {
                lose(
                        context,
                        RedisUnavailableException.noPrimary(command.getCommand().getName()));
            }
        });
    }

    /** No answer over this connection is trusted any more. One to a replica is replaced, once a second. */
    private void lose(ChannelHandlerContext context, RedisUnavailableException reason) {
        primary.lose(reason);
        if (primary.isLost()) {
            runs.noteReplica(PrimaryInquiry.serverOf(context));
            if (isOurs && !closing) {
                closing = true;
                long left = opened + TRUST_NANOS - nanos.getAsLong();
                Runnable close = () -> {
                    var unused = context.channel().close();
                };
                var unused = context.executor().schedule(close, Math.max(0, left), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void refuse(QueueCommand message, ChannelPromise promise) {
        Throwable failure = refusal();
        message.tryFailure(failure);
        promise.tryFailure(failure);
    }

    private RedisUnavailableException refusal() {
        RedisUnavailableException reason = primary.failure();
        return reason == null ? RedisUnavailableException.unknownPrimary(PrimaryQuestion.NAME) : reason;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inquiry.end();
        context.fireChannelInactive();
    }
}
