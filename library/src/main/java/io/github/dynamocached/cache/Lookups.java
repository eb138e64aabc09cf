package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.CommandBudget;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.command.TimedWait;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads that ask the cache first, unless an eviction of the key is pending. They look for that again when they have an
 * answer: it may come from a primary that took over meanwhile, which may lack the evictions that this node then sends it,
 * and which may have been sent them before the read goes on.
 *
 * <p>Before that they look into the memory of the node, if the cache is near.
 *
 * <p>The calling thread has a way of its own, on which a hit costs one command and next to no objects.
 */
final class Lookups {

    /** Gets to know the answer to a call that blocks no thread, on a thread of the caller. */
    interface Told {

        /** A hit. */
        void tell(Outcome hit);

        /** Any answer. */
        void tell(Answer answer);
    }

    private final CacheCore cache;
    private final Ports ports;
    private final Refreshes refreshes;
    private final ShadowReads shadows;
    private final SharedLoads loads;
    private final Miss miss;
    private final @Nullable Near near;

    Lookups(CacheCore cache, Refreshes refreshes, ShadowReads shadows) {
        this.cache = cache;
        this.ports = cache.ports();
        this.refreshes = refreshes;
        this.shadows = shadows;
        this.loads = new SharedLoads(cache);
        this.near = cache.near();
        this.miss = new Miss(cache, loads, this::lookUpAgain);
    }

    /** Reads on the calling thread, and loads there. */
    Outcome read(ReadOperation operation, Slot slot, BlockingLoader loader) throws Throwable {
        long began = ports.timing().nanos();
        long replays = cache.outbox().replays();
        if (cache.outbox().poisons(slot.key())) {
            return loads.here(operation, slot, loader, true, began);
        }
        Near.Note note = null;
        if (near != null) {
            Outcome kept =
                    LoadContext.current() == null ? near.lookUp(operation, slot.key(), slot.variant(), began) : null;
            if (kept != null) {
                return kept;
            }
            note = near.note(slot.key());
        }
        CompletableFuture<StoredEntry> lookup = Ports.sent(() -> cache.lookUp(slot, operation.format()));
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
        } else if (note != null) {
            note.keep(operation, slot, found, hit);
        }
        if (shadows.takes(found)) {
            shadows.begin(operation, slot, found, new Blocking(loader)::forRefresh);
        }
        return hit;
    }

    /** Reads without blocking any thread. The future never fails: a failed load is an answer. */
    CompletableFuture<Answer> read(ReadCall call) {
        if (cache.outbox().distrusts(call)) {
            return miss.ofPoisoned(call);
        }
        Outcome kept = near == null ? null : near.lookUp(call);
        return kept == null
                ? lookUp(call, ports.newBudget())
                : CompletableFuture.completedFuture(Answer.alone(kept, call.began()));
    }

    /** Reads as {@link #read(ReadCall)} does, and tells the answer on a thread of the caller. */
    void read(ReadCall call, AsyncCaller caller, Told told) {
        if (cache.outbox().distrusts(call)) {
            tell(miss.ofPoisoned(call), caller, told);
            return;
        }
        Outcome kept = near == null ? null : near.lookUp(call);
        if (kept != null) {
            told.tell(kept);
            return;
        }
        Near.Note note = noteOf(call);
        long sent = ports.timing().nanos();
        CompletableFuture<StoredEntry> command = Ports.sent(() -> cache.lookUp(call));
        ports.timing().limit(command, ports.budgets().call().toNanos());
        CompletableFuture<StoredEntry> unused =
                command.whenComplete(new AsyncLookup(call, caller, told, command, note, sent));
    }

    private static void tell(CompletableFuture<Answer> answer, AsyncCaller caller, Told told) {
        if (answer.isDone() && !answer.isCompletedExceptionally() && caller.isHere()) {
            told.tell(answer.join());
            return;
        }
        CompletableFuture<Answer> unused = caller.arrived(answer)
                .whenComplete((known, failure) ->
                        told.tell(failure == null ? known : Answer.failedAlone(Failures.unwrapped(failure))));
    }

    private CompletableFuture<Answer> lookUp(ReadCall call, CommandBudget budget) {
        return lookUp(call, budget, () -> cache.lookUp(call));
    }

    /** Another lookup of a read asks the primary: a replica that lags would say the same as before. */
    private CompletableFuture<Answer> lookUpAgain(ReadCall call, CommandBudget budget) {
        return lookUp(call, budget, () -> ports.store().read(call.slot(), call.format(), false));
    }

    private CompletableFuture<Answer> lookUp(
            ReadCall call, CommandBudget budget, Supplier<CompletionStage<StoredEntry>> lookup) {
        Near.Note note = noteOf(call);
        return call.caller()
                .arrived(budget.spend(lookup).handle((found, failure) -> found))
                .thenCompose(found -> afterLookup(found, call, note, budget));
    }

    private Near.@Nullable Note noteOf(ReadCall call) {
        return near == null ? null : near.note(call.slot().key());
    }

    private CompletionStage<Answer> afterLookup(
            @Nullable StoredEntry found, ReadCall call, Near.@Nullable Note note, CommandBudget budget) {
        if (cache.outbox().distrusts(call)) {
            return miss.ofPoisoned(call);
        }
        Outcome hit = hit(found, call, note);
        return hit == null
                ? missed(found, call, budget)
                : CompletableFuture.completedFuture(Answer.alone(hit, call.began()));
    }

    /** The hit of a call for which this was found, null for none. */
    private @Nullable Outcome hit(@Nullable StoredEntry found, ReadCall call, Near.@Nullable Note note) {
        Outcome hit = found == null ? null : call.operation().hit(found);
        if (found == null || hit == null) {
            return null;
        }
        if (refreshes.isDue(found)) {
            refreshes.begin(call.operation(), call.slot(), found, call.loader()::forRefresh);
        } else if (note != null) {
            note.keep(call.operation(), call.slot(), found, hit);
        }
        if (shadows.takes(found)) {
            shadows.begin(call.operation(), call.slot(), found, call.loader()::forRefresh);
        }
        return hit;
    }

    private CompletableFuture<Answer> missed(@Nullable StoredEntry found, ReadCall call, CommandBudget budget) {
        return miss.after(found, call, budget)
                .thenCompose(answer -> answer.isHit() && cache.outbox().distrusts(call)
                        ? miss.ofPoisoned(call)
                        : CompletableFuture.completedFuture(answer));
    }

    /**
     * The first lookup of a call that blocks no thread, from its command to what it found. One object carries a hit to the
     * thread of the caller, where a stage for each step would allocate more than the hit itself.
     */
    private final class AsyncLookup implements BiConsumer<@Nullable StoredEntry, @Nullable Throwable>, Runnable {

        private final ReadCall call;
        private final AsyncCaller caller;
        private final Told told;
        private final CompletableFuture<StoredEntry> command;
        private final Near.@Nullable Note note;
        private final long sent;
        private @Nullable StoredEntry found;
        private long spent;

        AsyncLookup(
                ReadCall call,
                AsyncCaller caller,
                Told told,
                CompletableFuture<StoredEntry> command,
                Near.@Nullable Note note,
                long sent) {
            this.call = call;
            this.caller = caller;
            this.told = told;
            this.command = command;
            this.note = note;
            this.sent = sent;
        }

        /** The server has answered, or has not in time. */
        @Override
        public void accept(@Nullable StoredEntry entry, @Nullable Throwable failure) {
            found = failure == null ? entry : null;
            spent = TimedWait.spent(command, ports.timing().nanos() - sent);
            caller.execute(this);
        }

        /** Goes on on a thread of the caller. */
        @Override
        public void run() {
            try {
                boolean isDistrusted = cache.outbox().distrusts(call);
                Outcome hit = isDistrusted ? null : hit(found, call, note);
                if (hit != null) {
                    told.tell(hit);
                    return;
                }
                tell(isDistrusted ? miss.ofPoisoned(call) : missed(found, call, ports.newBudget(spent)), caller, told);
            } catch (Throwable broken) {
                told.tell(Answer.failedAlone(broken));
            }
        }
    }
}
