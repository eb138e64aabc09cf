package io.github.dynamocached.redis;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.Failures;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.breaker.Breaker;
import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.FailureReasons;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.breaker.Refusal;
import io.github.dynamocached.store.TimedAnswer;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future that a caller of a port holds, completed by the answer from Redisson. If it is cancelled, or completed by a
 * timeout of the caller, the command is abandoned and not sent again. It only fails with {@link RedisUnavailableException}.
 *
 * @param <T> what the caller gets
 */
abstract class Reply<T> extends CompletableFuture<T>
        implements BiConsumer<@Nullable Object, @Nullable Throwable>, TimedAnswer {

    private final String command;
    private volatile @Nullable Future<?> pending;
    private Breaker.@Nullable Phase permit;
    private long sent;
    private @Nullable LoopClock clock;
    private volatile long written;
    private long took = -1;

    Reply(String command) {
        this.command = command;
    }

    /** The reply to a command that needs nothing else than to be read. */
    static <T extends @Nullable Object> Reply<T> of(
            String command, CommandKind kind, Function<@Nullable Object, T> reader) {
        return new Reply<>(command) {

            @Override
            CommandKind kind() {
                return kind;
            }

            @Override
            T answer(@Nullable Object answer) {
                return reader.apply(answer);
            }
        };
    }

    /** A part of an answer that has to be there. */
    static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException();
        }
        return part;
    }

    /** What the answer of the server means. Whatever it throws means that the answer is not understood. */
    abstract @Nullable T answer(@Nullable Object answer);

    /** What the command is for. */
    CommandKind kind() {
        return CommandKind.OTHER;
    }

    /** Handles an error of the server or of the connection. */
    void failed(Throwable failure) {
        fail(RedisUnavailableException.failed(command, failure));
    }

    final String command() {
        return command;
    }

    /**
     * Whether the command may be sent; if not, this reply has failed. Asked once, though a command may be sent again with
     * its source.
     *
     * @param loop the clock of the event loop that will read the answer
     */
    final boolean passes(Breaker asked, LoopClock loop) {
        if (permit != null) {
            return true;
        }
        permit = asked.refusals().permits(kind()) ? asked.permit() : null;
        if (permit == null) {
            asked.tell(command, CommandFailure.CIRCUIT_OPEN);
            fail(RedisUnavailableException.refused(command));
            return false;
        }
        sent = asked.now();
        clock = loop;
        written = loop.now();
        WorkTracing tracing = asked.tracing();
        if (tracing != null) {
            endWithThis(tracing.command(command));
        }
        return true;
    }

    private void endWithThis(WorkTracing.Work work) {
        CompletableFuture<T> unused = whenComplete((meaning, failure) -> work.end(outcomeOf(failure), failure));
    }

    /** A caller that cancels does not wait any longer, and perhaps got its answer elsewhere. */
    private static String outcomeOf(@Nullable Throwable failure) {
        if (failure == null) {
            return "success";
        }
        return failure instanceof CancellationException
                ? "cancelled"
                : FailureReasons.of(failure).name().toLowerCase(Locale.ROOT);
    }

    /** It was written just now, or handed to the event loop. Until then the server could not answer. */
    final void written() {
        LoopClock loop = clock;
        if (loop != null) {
            written = loop.now();
        }
    }

    @Override
    public long serverNanos() {
        return isDone() && took >= 0 ? took : elapsed();
    }

    private long elapsed() {
        LoopClock loop = clock;
        return loop == null ? 0 : loop.since(written);
    }

    /** What is given up when this reply is. */
    final void dependsOn(Future<?> sent) {
        pending = sent;
        written();
        if (isDone()) {
            giveUp();
        }
    }

    @Override
    public final void accept(@Nullable Object answer, @Nullable Throwable failure) {
        Breaker.Phase judge = isDone() ? null : permit;
        took = elapsed();
        if (failure != null) {
            Throwable cause = Failures.unwrapped(failure);
            if (judge != null) {
                judge.failed(sent, took, cause);
                refused(judge, cause);
            }
            failed(cause);
            return;
        }
        if (judge != null) {
            judge.succeeded(command, sent);
        }
        answered(answer, judge);
    }

    private void answered(@Nullable Object answer, Breaker.@Nullable Phase judge) {
        T meaning;
        try {
            meaning = answer(answer);
        } catch (RuntimeException notUnderstood) {
            if (judge != null) {
                refused(judge, notUnderstood);
            }
            fail(RedisUnavailableException.notUnderstood(command, notUnderstood));
            return;
        }
        if (judge != null) {
            judge.accepted(kind(), command);
        }
        complete(meaning);
    }

    private void refused(Breaker.Phase judge, Throwable failure) {
        Refusal refusal = Refusal.of(command, failure);
        if (refusal != null) {
            judge.refused(kind(), command, refusal);
        }
    }

    /** The command was not sent, because the client threw. */
    final void refused(RuntimeException failure) {
        if (permit != null) {
            permit.released();
        }
        failed(failure);
    }

    /** The command was not sent, because there is no connection. */
    final void notConnected(StoreListener listener) {
        listener.onCommandFailure(command, CommandFailure.NOT_CONNECTED);
        fail(RedisUnavailableException.notConnected(command));
    }

    final void fail(RedisUnavailableException failure) {
        boolean isMine = super.completeExceptionally(failure);
        if (isMine && permit != null) {
            permit.tell(command, failure.reason());
        }
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean isMine = super.completeExceptionally(failure);
        if (isMine && permit != null) {
            permit.failed(sent, elapsed(), failure);
            permit.tell(command, FailureReasons.of(failure));
        }
        giveUp();
        return isMine;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (cancelled && permit != null) {
            permit.released();
        }
        giveUp();
        return cancelled;
    }

    private void giveUp() {
        Future<?> sent = pending;
        if (sent != null && !sent.isDone()) {
            sent.cancel(false);
        }
    }
}
