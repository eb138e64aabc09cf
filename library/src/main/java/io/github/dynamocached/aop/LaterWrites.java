package io.github.dynamocached.aop;

import io.github.dynamocached.Failures;
import io.github.dynamocached.deferred.Arrival;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.load.CallThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The evictions and puts of one call whose value arrives later. They are announced before the method is called. The caller
 * gets the value when the evictions are acknowledged or queued, so that it reads what it has written.
 *
 * <p>A call that is cancelled before the method is called has written nothing. Later, nobody knows: a cancellation is an
 * unknown outcome, as an exception is. Each write has one end, because each step to the next state is taken once.
 */
final class LaterWrites {

    private enum State {
        ANNOUNCED,
        CALLED,
        ENDED
    }

    private final LaterMethod method;
    private final Call call;
    private final Arrival arrival;
    private final CallThread thread;
    private final List<PendingWrite> pending = new ArrayList<>();
    private final List<TransactionCompletion> transactions = new ArrayList<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.ANNOUNCED);
    private final Handed handed = new Handed();
    private volatile @Nullable CompletableFuture<?> value;

    LaterWrites(LaterMethod method, Call call, Arrival arrival) {
        this.arrival = arrival;
        this.method = method;
        this.call = call;
        this.thread = new CallThread(method.executor());
    }

    /** What the caller gets. If anybody else ends it, be it by a timeout, the call is cancelled. */
    private final class Handed extends CompletableFuture<@Nullable Object> {

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            LaterWrites.this.cancel();
            return cancelled;
        }

        @Override
        public boolean complete(@Nullable Object result) {
            boolean completed = super.complete(result);
            LaterWrites.this.cancel();
            return completed;
        }

        @Override
        public boolean completeExceptionally(Throwable failure) {
            boolean completed = super.completeExceptionally(failure);
            LaterWrites.this.cancel();
            return completed;
        }
    }

    /** Begins on this thread. */
    CompletableFuture<?> begin() {
        for (CachedWrite write : method.writes()) {
            PendingWrite prepared = write.prepare(call);
            if (prepared != null) {
                pending.add(prepared);
                transactions.add(prepared.ofThisTransaction(arrival, method.executor()));
            }
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(
                        pending.stream().map(PendingWrite::announceAsync).toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> thread.execute(this::callMethod));
        thread.leaveThread();
        return handed;
    }

    private void callMethod() {
        if (!state.compareAndSet(State.ANNOUNCED, State.CALLED)) {
            pending.forEach(PendingWrite::notCalled);
            return;
        }
        CompletableFuture<?> arriving = called();
        value = arriving;
        CompletableFuture<?> unused =
                arriving.whenComplete((result, failure) -> thread.execute(() -> arrived(result, failure)));
        if (state.get() == State.ENDED) {
            boolean unusedToo = arriving.cancel(true);
        }
    }

    private CompletableFuture<?> called() {
        pending.forEach(PendingWrite::enter);
        try {
            CompletableFuture<?> arriving = method.value(call, arrival);
            return arriving == null ? CompletableFuture.completedFuture(null) : arriving;
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        } finally {
            for (int i = pending.size() - 1; i >= 0; i--) {
                pending.get(i).leave();
            }
        }
    }

    private void arrived(@Nullable Object result, @Nullable Throwable failure) {
        if (!state.compareAndSet(State.CALLED, State.ENDED)) {
            return;
        }
        if (failure != null) {
            Throwable thrown = Failures.unwrapped(failure);
            endUnknown(() -> handed.completeExceptionally(thrown));
            return;
        }
        call.returned(ResultType.valueOf(result));
        List<WriteOutcomes.Ends> ends = new ArrayList<>();
        Throwable broken = null;
        for (int i = 0; i < pending.size(); i++) {
            try {
                ends.add(pending.get(i).afterReturn(call, transactions.get(i)));
            } catch (RuntimeException | Error failed) {
                broken = broken == null ? failed : broken;
            }
        }
        Throwable first = broken;
        afterAll(ends, () -> handOver(result, ends, first));
    }

    private void handOver(@Nullable Object result, List<WriteOutcomes.Ends> ends, @Nullable Throwable broken) {
        Throwable first = broken;
        for (WriteOutcomes.Ends each : ends) {
            try {
                each.ended();
            } catch (RuntimeException | Error failure) {
                first = first == null ? failure : first;
            }
        }
        if (first == null) {
            boolean unused = handed.complete(result);
        } else {
            boolean unused = handed.completeExceptionally(first);
        }
    }

    private void endUnknown(Runnable then) {
        List<WriteOutcomes.Ends> ends = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            ends.add(pending.get(i).afterThrow(call, transactions.get(i)));
        }
        afterAll(ends, () -> {
            ends.forEach(WriteOutcomes.Ends::endedUnknown);
            then.run();
        });
    }

    private void afterAll(List<WriteOutcomes.Ends> ends, Runnable then) {
        CompletableFuture<Void> unused = CompletableFuture.allOf(
                        ends.stream().map(WriteOutcomes.Ends::acknowledged).toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> thread.execute(then));
    }

    /** Does nothing once the call has ended. */
    private void cancel() {
        if (!state.compareAndSet(State.ANNOUNCED, State.ENDED) && state.compareAndSet(State.CALLED, State.ENDED)) {
            CompletableFuture<?> arriving = value;
            if (arriving != null) {
                boolean unused = arriving.cancel(true);
            }
            thread.execute(() -> endUnknown(() -> {}));
        }
    }
}
