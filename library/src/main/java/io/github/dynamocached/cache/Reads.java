package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reads of one cache, by callers that wait on their thread and by those that block none. Listeners learn of all. */
final class Reads {

    private final CacheCore core;
    private final Refreshes refreshes;
    private final ShadowReads shadows;
    private final Lookups lookups;
    private final OpenReads open;

    Reads(CacheCore core, Executor refreshing) {
        this.core = core;
        this.refreshes = new Refreshes(core, refreshing);
        this.shadows = new ShadowReads(core, refreshing);
        this.lookups = new Lookups(core, refreshes, shadows);
        this.open = new OpenReads(core, refreshes, shadows);
    }

    /** What this node keeps in its memory, null for nothing. */
    @Nullable
    Near near() {
        return core.near();
    }

    OpenReads open() {
        return open;
    }

    Outcome read(ReadOperation operation, Slot slot, BlockingLoader loader) throws Throwable {
        return core.noted(lookups.read(operation, slot, loader));
    }

    <T extends @Nullable Object> CompletableFuture<T> readAsync(
            ReadOperation operation, Slot slot, Loader loader, Executor executor, Function<Outcome, T> result) {
        AsyncCaller caller = newCaller(executor);
        ReadCall call = new ReadCall(operation, slot, loader, caller, now(), replays());
        OneAnswer<T> answered = new OneAnswer<>(caller, result);
        lookups.read(call, caller, answered);
        caller.leaveThread();
        return answered;
    }

    /** Reads by a call that goes on on the threads that answer it. */
    CompletableFuture<Outcome> read(ReadCall call) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        CompletableFuture<Answer> unused = lookups.read(call).whenComplete((answer, failure) -> {
            try {
                result.complete(core.noted(answer.outcome()));
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result;
    }

    Map<Slot, Outcome> readAll(ReadOperation operation, Collection<Slot> slots, BatchLoader loader, BatchBudget budget)
            throws Throwable {
        return CallerThread.run(caller -> batch(operation, slots, new BlockingBatch(loader), caller, budget))
                .outcomesOrThrow();
    }

    <T extends @Nullable Object> CompletableFuture<T> readAllAsync(
            ReadOperation operation,
            Collection<Slot> slots,
            AsyncBatchLoader loader,
            Executor executor,
            Function<Map<Slot, Outcome>, T> result,
            BatchBudget budget) {
        AsyncCaller caller = newCaller(executor);
        AsyncAnswer<T> answered = new AsyncAnswer<>(caller);
        CompletableFuture<?> unused = caller.arrived(batch(operation, slots, loader, caller, budget))
                .thenAccept(outcomes -> answered.answer(() -> result.apply(outcomes.outcomesOrThrow())));
        caller.leaveThread();
        return answered;
    }

    private CompletableFuture<BatchRead.Result> batch(
            ReadOperation operation,
            Collection<Slot> slots,
            AsyncBatchLoader loader,
            Caller caller,
            BatchBudget budget) {
        BatchCall call = new BatchCall(operation, loader, caller, now(), replays(), LoadContext.current(), budget);
        return new BatchRead(call, core, refreshes, shadows)
                .read(slots.stream().distinct().toList());
    }

    private AsyncCaller newCaller(Executor executor) {
        return new AsyncCaller(executor, core.ports().timing(), core.longestWait());
    }

    private long now() {
        return core.ports().timing().nanos();
    }

    /** How often evictions were replayed by now. */
    long replays() {
        return core.outbox().replays();
    }

    /** The result of a read of one slot. */
    private final class OneAnswer<T extends @Nullable Object> extends AsyncAnswer<T> implements Lookups.Told {

        private final Function<Outcome, T> result;

        OneAnswer(AsyncCaller caller, Function<Outcome, T> result) {
            super(caller);
            this.result = result;
        }

        @Override
        public void tell(Outcome outcome) {
            answer(() -> result.apply(core.noted(outcome)));
        }

        @Override
        public void tell(Answer answer) {
            answer(() -> result.apply(core.noted(answer.outcome())));
        }
    }
}
