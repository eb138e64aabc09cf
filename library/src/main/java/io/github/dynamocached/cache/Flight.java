package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A load under way for several callers: the answer of the leader for the others, and who waits for it.
 *
 * <p>A caller may leave. If the leader has left before the load begins, another one lends its loader, so that the load runs in
 * the context of somebody who waits. If nobody waits the flight closes, and the method is not called. Joining, leaving,
 * lending and closing are one step each, and a caller that finds a flight closed leads the next one.
 *
 * <p>A load that has begun goes on if all have left, but not for longer than others may wait for it. After that time the
 * flight takes nobody in either. Otherwise a load that never ends would cost every later caller its whole patience.
 */
final class Flight extends CompletableFuture<Answer> {

    private final Timing timing;
    private final CompletableFuture<Answer> led = new CompletableFuture<>();
    private final List<ReadCall> waiting = new ArrayList<>();
    private @Nullable ReadCall lender;
    private boolean closed;
    private long end;

    /** A flight with its leader. */
    Flight(ReadCall leader, Timing timing) {
        this.timing = timing;
        waiting.add(leader);
    }

    /** What the leader gets, and so does the one that lent its loader. */
    CompletableFuture<Answer> led() {
        return led;
    }

    /** A caller waits from now on. {@return false if the flight takes nobody in any more} */
    boolean join(ReadCall call) {
        synchronized (this) {
            if (isDone() || closed || (lender != null && timing.nanos() - end > 0)) {
                return false;
            }
            waiting.add(call);
        }
        call.caller().joined(this);
        return true;
    }

    /** Takes nobody in any more: who calls again after its answer gets another one. */
    synchronized void close() {
        closed = true;
    }

    /** Closes the flight if nobody waits. */
    synchronized boolean closesDeserted() {
        closed |= waiting.isEmpty();
        return closed;
    }

    /**
     * The load begins.
     *
     * @param longest how long it may go on with nobody waiting, in nanoseconds
     * @return whose loader is called: the first of those who wait. Null if there is none, which closes the flight
     */
    synchronized @Nullable ReadCall lend(long longest) {
        if (closesDeserted()) {
            return null;
        }
        end = timing.nanos() + longest;
        lender = waiting.get(0);
        return lender;
    }

    /** A caller stops to wait. {@return whether it must not, because the load is its own} */
    @SuppressWarnings("ReferenceEquality") // A call is not another one with the same values.
    boolean keeps(ReadCall call) {
        synchronized (this) {
            if (lender == call) {
                return true;
            }
            waiting.removeIf(other -> other == call);
        }
        stopDeserted();
        return false;
    }

    /** A caller does not want its answer any more. */
    void leave(AsyncCaller caller) {
        synchronized (this) {
            waiting.removeIf(call -> call.caller() == caller);
        }
        stopDeserted();
    }

    /** If nobody waits for the load, it may go on until it has run for too long. */
    private void stopDeserted() {
        ReadCall loading;
        long left;
        synchronized (this) {
            loading = lender;
            if (loading == null || !waiting.isEmpty() || isDone()) {
                return;
            }
            left = end - timing.nanos();
        }
        if (left < 0) {
            loading.caller().stopLoad();
        } else {
            CompletableFuture<Void> unused = timing.after(left + 1).thenRun(this::stopDeserted);
        }
    }
}
