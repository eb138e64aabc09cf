package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads that ask the cache first, unless an eviction of the key is pending. They look for that again when they have an
 * answer: it may come from a primary that took over meanwhile, which may lack the evictions that this node then sends it,
 * and which may have been sent them before the read goes on.
 *
 * <p>The calling thread has a way of its own, on which a hit costs one command and next to no objects.
 */
final class Lookups {

    private final CacheCore cache;
    private final Ports ports;
    private final Refreshes refreshes;
    private final SharedLoads loads;
    private final Miss miss;

    Lookups(CacheCore cache, Refreshes refreshes) {
        this.cache = cache;
        this.ports = cache.ports();
        this.refreshes = refreshes;
        this.loads = new SharedLoads(cache);
        this.miss = new Miss(cache, loads, this::lookUp);
    }

    /** Reads on the calling thread, and loads there. */
    Outcome read(ReadOperation operation, Slot slot, BlockingLoader loader) throws Throwable {
        long began = ports.timing().nanos();
        long replays = cache.outbox().replays();
        if (cache.outbox().poisons(slot.key())) {
            return loads.here(operation, slot, loader, true, began);
        }
        CompletableFuture<StoredEntry> lookup = Ports.sent(() -> ports.store().read(slot, operation.format(), false));
        StoredEntry found = TimedWait.succeeds(lookup, ports.budgets().call()) ? lookup.join() : null;
        boolean poisoned = cache.outbox().distrusts(slot.key(), replays);
        if (found == null || poisoned) {
            return loads.here(operation, slot, loader, poisoned, began);
        }
        Outcome hit = operation.hit(found);
        if (hit == null) {
            CallerThread caller = new CallerThread();
            ReadCall call = new ReadCall(operation, slot, new Blocking(loader), caller, began, replays);
            long spent = TimedWait.spent(lookup, ports.timing().nanos() - began);
            return caller.await(missed(found, call, ports.newBudget(spent))).outcome();
        }
        if (refreshes.isDue(found)) {
            refreshes.begin(operation, slot, found, new Blocking(loader)::forRefresh);
        }
        return hit;
    }

    /** Reads without blocking any thread. The future never fails: a failed load is an answer. */
    CompletableFuture<Answer> read(ReadCall call) {
        return cache.outbox().distrusts(call) ? miss.ofPoisoned(call) : lookUp(call, ports.newBudget());
    }

    /** Reads as {@link #read(ReadCall)} does, and tells the answer on a thread of the caller. */
    void read(ReadCall call, AsyncCaller caller, Consumer<Answer> told) {
        if (cache.outbox().distrusts(call)) {
            tell(miss.ofPoisoned(call), caller, told);
            return;
        }
        long sent = ports.timing().nanos();
        CompletableFuture<StoredEntry> command =
                Ports.sent(() -> ports.store().read(call.slot(), call.format(), false));
        ports.timing().limit(command, ports.budgets().call().toNanos());
        AsyncLookup.await(command, sent, caller, ports.timing(), (found, spent) -> {
            try {
                tell(afterLookup(found, call, ports.newBudget(spent)).toCompletableFuture(), caller, told);
            } catch (Throwable broken) {
                told.accept(Answer.failedAlone(broken));
            }
        });
    }

    private static void tell(CompletableFuture<Answer> answer, AsyncCaller caller, Consumer<Answer> told) {
        if (answer.isDone() && !answer.isCompletedExceptionally() && caller.isHere()) {
            told.accept(answer.join());
            return;
        }
        CompletableFuture<Answer> unused = caller.arrived(answer)
                .whenComplete((known, failure) ->
                        told.accept(failure == null ? known : Answer.failedAlone(Failures.unwrapped(failure))));
    }

    private CompletableFuture<Answer> lookUp(ReadCall call, CommandBudget budget) {
        return call.caller()
                .arrived(budget.spend(() -> ports.store().read(call.slot(), call.format(), false))
                        .handle((found, failure) -> found))
                .thenCompose(found -> afterLookup(found, call, budget));
    }

    private CompletionStage<Answer> afterLookup(@Nullable StoredEntry found, ReadCall call, CommandBudget budget) {
        if (cache.outbox().distrusts(call)) {
            return miss.ofPoisoned(call);
        }
        Outcome hit = found == null ? null : call.operation().hit(found);
        if (found == null || hit == null) {
            return missed(found, call, budget);
        }
        if (refreshes.isDue(found)) {
            refreshes.begin(call.operation(), call.slot(), found, call.loader()::forRefresh);
        }
        return CompletableFuture.completedFuture(Answer.alone(hit, call.began()));
    }

    private CompletableFuture<Answer> missed(@Nullable StoredEntry found, ReadCall call, CommandBudget budget) {
        return miss.after(found, call, budget)
                .thenCompose(answer -> answer.isHit() && cache.outbox().distrusts(call)
                        ? miss.ofPoisoned(call)
                        : CompletableFuture.completedFuture(answer));
    }
}
