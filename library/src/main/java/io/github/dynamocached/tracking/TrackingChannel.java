package io.github.dynamocached.tracking;

import io.github.dynamocached.store.Watch;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection over which one process tells what changes in the keys of some caches.
 *
 * <p>A process writes the push of a change before it acknowledges the change, and it answers a connection in the order of its
 * questions. So whatever was acknowledged before a {@code ROLE} was sent has been told before its answer arrives here, and both
 * are handled by this one handler in the order of their bytes. {@code PING} would not do: a primary that is made a replica keeps
 * its connections and answers it, but tells nothing of what is written at its successor.
 *
 * <p>The channel also subscribes to a channel on which nobody publishes. A server bounds what it keeps for a slow subscriber, but
 * not what it keeps for others: a node that stands still would fill the memory of the server.
 *
 * <p>Anything unexpected ends the channel for good: an error, another role, silence, a connection that breaks. Its {@link Watch}
 * ends with it. Nothing is repaired, because what was not told meanwhile is not known.
 *
 * <p>Everything but {@link #watch} runs on the event loop of the connection.
 */
final class TrackingChannel extends ChannelDuplexHandler {

    private static final int BEATS_PER_LAG = 4;
    private static final int LATE_LOOKS = 2;
    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(5);
    private static final String RUN = "run_id:";

    private final TrackedKeys keys;
    private final Duration lag;
    private final ChannelOwner owner;
    private final LongSupplier nanos;
    private final Deque<Long> asked = new ArrayDeque<>();
    private Step step = Step.HELLO;
    private String run = "";
    private long begun;
    private int lateLooks;
    private boolean isOver;
    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> beats;
    private volatile @Nullable Watch watch;

    /** What the next answer is an answer to. */
    private enum Step {
        HELLO("HELLO"),
        INFO("INFO"),
        TRACKING("CLIENT TRACKING"),
        SUBSCRIBE("SUBSCRIBE"),
        ROLE("ROLE");

        private final String command;

        Step(String command) {
            this.command = command;
        }
    }

    /**
     * A handler for one connection, of which the owner gets to know when it is open.
     *
     * @param keys which keys are told, and to whom
     * @param lag how long a watch holds after it was confirmed
     * @param nanos the clock
     */
    TrackingChannel(TrackedKeys keys, Duration lag, ChannelOwner owner, LongSupplier nanos) {
        this.keys = keys;
        this.lag = lag;
        this.owner = owner;
        this.nanos = nanos;
    }

    /** The current watch, null until there is one. It may have ended. Called by any thread. */
    @Nullable
    Watch watch() {
        return watch;
    }

    /** Which keys are told. */
    TrackedKeys keys() {
        return keys;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        begun = nanos.getAsLong();
        long pause = lag.toNanos() / BEATS_PER_LAG;
        beats = added.executor().scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.NANOSECONDS);
        send("HELLO", "3");
    }

    /** Asks for the role, if that is due, and looks whether earlier questions were answered. */
    private void beat() {
        long now = nanos.getAsLong();
        if (watch == null) {
            if (now - begun > Math.max(LONGEST_START, lag.toNanos())) {
                end(null);
            }
            return;
        }
        Long oldest = asked.peek();
        lateLooks = oldest != null && now - oldest > lag.toNanos() ? lateLooks + 1 : 0;
        if (lateLooks >= LATE_LOOKS) {
            end(null);
        } else {
            ask();
        }
    }

    private void ask() {
        asked.add(nanos.getAsLong());
        send(Step.ROLE.command);
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object message) {
        if (isOver) {
            return;
        }
        Answer answer = (Answer) message;
        if (!answer.isPush()) {
            answered(answer);
        } else if (answer.beginsWith("invalidate")) {
            told(answer.elements().get(1));
        } else if (answer.beginsWith("subscribe") && step == Step.SUBSCRIBE) {
            step = Step.ROLE;
            ask();
        } else if (!answer.beginsWith("message")) {
            end(null);
        }
    }

    /** A null stands for everything. */
    private void told(@Nullable Object changed) {
        if (changed == null) {
            renew();
        } else if (changed instanceof Iterable<?> names) {
            names.forEach(name -> keys.tell((String) name));
        } else {
            end(null);
        }
    }

    /** Everything may have changed. What was asked for until now is not covered by the next watch. */
    void renew() {
        Watch former = watch;
        if (former != null && !isOver) {
            former.end();
            watch = new Watch(nanos.getAsLong(), lag);
            keys.tellLost();
        }
    }

    private void answered(Answer answer) {
        if (answer.value() instanceof Answer.Refused refused) {
            end(refused.isOfNow() ? null : new TrackingRefusal(step.command, refused.code()));
            return;
        }
        switch (step) {
            case HELLO -> next(Step.INFO, "INFO", "server");
            case INFO -> identify(answer);
            case TRACKING -> next(Step.SUBSCRIBE, "SUBSCRIBE", keys.silentChannel());
            case SUBSCRIBE -> end(null);
            case ROLE -> confirm(answer);
        }
    }

    private void next(Step following, String... command) {
        step = following;
        send(command);
    }

    private void identify(Answer answer) {
        run = String.valueOf(answer.value())
                .lines()
                .filter(line -> line.startsWith(RUN))
                .map(line -> line.substring(RUN.length()).strip())
                .findFirst()
                .orElse("");
        if (run.isEmpty()) {
            end(new TrackingRefusal(Step.INFO.command, TrackingRefusal.NO_RUN));
        } else {
            next(Step.TRACKING, keys.command());
        }
    }

    /** What was acknowledged before the question was sent has been told by now. */
    private void confirm(Answer role) {
        Long sent = asked.poll();
        if (sent == null || !role.beginsWith("master")) {
            end(null);
            return;
        }
        Watch current = watch;
        boolean isFirst = current == null;
        if (current == null) {
            current = new Watch(nanos.getAsLong(), lag);
            watch = current;
        }
        current.confirm(sent);
        if (isFirst) {
            owner.opened(this, run);
        }
    }

    /**
     * Redisson writes over this connection if credentials were renewed. Its encoder is gone, and a new connection has new
     * credentials.
     */
    @Override
    public void write(ChannelHandlerContext own, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.tryFailure(new ClosedChannelException());
        end(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
        end(null);
    }

    @Override
    public void channelInactive(ChannelHandlerContext own) {
        end(null);
        own.fireChannelInactive();
    }

    /** Ends the watch at once, and soon the channel. Called by any thread. */
    void endSoon() {
        afterItsWatch(() -> end(null));
    }

    /** The process serves other slots than before: ends the watch at once, and soon begins another. Called by any thread. */
    void renewSoon() {
        afterItsWatch(this::renew);
    }

    private void afterItsWatch(Runnable next) {
        Watch last = watch;
        if (last != null) {
            last.end();
        }
        ChannelHandlerContext own = context;
        if (own != null) {
            own.executor().execute(next);
        }
    }

    private void end(@Nullable TrackingRefusal refusal) {
        if (isOver) {
            return;
        }
        isOver = true;
        Watch last = watch;
        if (last != null) {
            last.end();
            keys.tellLost();
        }
        if (beats != null) {
            beats.cancel(false);
        }
        ChannelHandlerContext own = context;
        if (own != null) {
            var unused = own.close();
        }
        owner.ended(this, refusal);
    }

    private void send(String... words) {
        ChannelHandlerContext to = context;
        if (to == null || isOver) {
            return;
        }
        var unused = to.writeAndFlush(CommandBytes.of(to.alloc(), words)).addListener(written -> {
            if (!written.isSuccess()) {
                end(null);
            }
        });
    }
}
