package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.CommandBudget;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Begins {@linkplain OpenRead reads whose callers load themselves}. They take the lease without the lock, and wait for nobody:
 * whether a value follows is not known, so nobody is made to wait for it.
 *
 * <p>A stale value is returned and refreshed in the background. Of the loaders that calls bring along, only those for refreshes
 * are used.
 */
public final class OpenReads {

    /** A lease that is over before its load is stored takes the key of an absent entry with it. */
    private static final Duration FIRST_LEASE = Duration.ofSeconds(1);

    private final CacheCore cache;
    private final Ports ports;
    private final Refreshes refreshes;
    private final @Nullable Near near;
    private final ShadowReads shadows;

    OpenReads(CacheCore cache, Refreshes refreshes, ShadowReads shadows) {
        this.cache = cache;
        this.ports = cache.ports();
        this.refreshes = refreshes;
        this.near = cache.near();
        this.shadows = shadows;
    }

    /**
     * Looks, and asks for a lease if there is no value. Waits on the calling thread, at most the budget of a call.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader refreshes a stale value
     * @return the read, to be ended once
     */
    public OpenRead open(ReadOperation operation, Slot slot, BlockingLoader loader) {
        return CallerThread.run(caller -> open(callOf(operation, slot, new Blocking(loader), caller)));
    }

    /**
     * The same without blocking any thread. What follows goes on as {@link ReadThroughCache#readAsync} says.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @param loader refreshes a stale value
     * @param executor goes on with the call
     * @return the read, to be ended once. Never fails
     */
    public CompletableFuture<OpenRead> openAsync(ReadOperation operation, Slot slot, Loader loader, Executor executor) {
        AsyncCaller caller = new AsyncCaller(executor, ports.timing(), 0);
        AsyncAnswer<OpenRead> answered = new AsyncAnswer<>(caller);
        CompletableFuture<?> unused = open(callOf(operation, slot, loader, caller))
                .thenAccept(read -> {
                    answered.answer(() -> read);
                    if (caller.hasLeft()) {
                        read.end();
                    }
                });
        caller.leaveThread();
        return answered;
    }

    /**
     * A read that uses the cache for nothing.
     *
     * @param operation what all reads by the calling method have in common
     * @param slot the slot
     * @return the read, to be ended once
     */
    public OpenRead without(ReadOperation operation, Slot slot) {
        ReadCall call = callOf(operation, slot, new Blocking(() -> null), new CallerThread());
        return OpenRead.withoutLease(call, cache, false);
    }

    /**
     * The fresh value. Takes no lease, and refreshes nothing. Waits on the calling thread, at most the budget of a call.
     *
     * @param operation what all reads of such values have in common
     * @param slot the slot
     * @return null if there is none, or none that can be trusted
     */
    public @Nullable Outcome peek(ReadOperation operation, Slot slot) {
        Optional<Outcome> found = CallerThread.<Optional<Outcome>>run(caller -> {
            ReadCall call = callOf(operation, slot, new Blocking(() -> null), caller);
            if (cache.outbox().distrusts(call)) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            Outcome kept = near == null ? null : near.lookUp(call);
            if (kept != null) {
                return CompletableFuture.completedFuture(Optional.of(cache.noted(kept)));
            }
            Near.Note note = noteOf(call);
            return look(call, ports.newBudget()).thenApply(entry -> Optional.ofNullable(fresh(entry, call, note)));
        });
        return found.orElse(null);
    }

    /**
     * The value in the memory of this node, if it may be returned. Sends nothing, and makes no objects for what a read may need
     * besides.
     *
     * @param operation what all reads by the calling method have in common
     * @param key the key of the slot
     * @param variant the variant of the slot
     * @return null if the value has to be read as in any other cache
     */
    public @Nullable Outcome kept(ReadOperation operation, CacheKey key, String variant) {
        if (near == null || cache.outbox().poisons(key) || LoadContext.current() != null) {
            return null;
        }
        Outcome kept = near.lookUp(operation, key, variant, ports.timing().nanos());
        return kept == null ? null : cache.noted(kept, near);
    }

    private Near.@Nullable Note noteOf(ReadCall call) {
        return near == null ? null : near.note(call.slot().key());
    }

    private @Nullable Outcome fresh(@Nullable StoredEntry found, ReadCall call, Near.@Nullable Note note) {
        if (found == null
                || found.freshness() != Freshness.FRESH
                || cache.outbox().distrusts(call)) {
            return null;
        }
        Outcome hit = call.operation().hit(found);
        if (hit != null) {
            keep(found, cache.noted(hit), call, note);
        }
        return hit;
    }

    private static void keep(StoredEntry found, Outcome hit, ReadCall call, Near.@Nullable Note note) {
        if (note != null) {
            note.keep(call.operation(), call.slot(), found, hit);
        }
    }

    private ReadCall callOf(ReadOperation operation, Slot slot, Loader loader, Caller caller) {
        return new ReadCall(
                operation,
                slot,
                loader,
                caller,
                ports.timing().nanos(),
                cache.outbox().replays());
    }

    CompletableFuture<OpenRead> open(ReadCall call) {
        if (cache.outbox().distrusts(call)) {
            return CompletableFuture.completedFuture(OpenRead.withoutLease(call, cache, true));
        }
        Outcome kept = near == null ? null : near.lookUp(call);
        if (kept != null) {
            return CompletableFuture.completedFuture(noted(OpenRead.found(call, cache, kept)));
        }
        Near.Note note = noteOf(call);
        CommandBudget budget = ports.newBudget();
        return look(call, budget)
                .thenCompose(found -> {
                    OpenRead known = afterLook(found, call, note);
                    return known == null ? acquire(found, call, budget) : CompletableFuture.completedFuture(known);
                })
                .thenApply(this::noted);
    }

    private CompletableFuture<@Nullable StoredEntry> look(ReadCall call, CommandBudget budget) {
        return call.caller().arrived(budget.spend(() -> cache.lookUp(call)).handle((found, failure) -> found));
    }

    /** The read if it is known without another question, null if a lease is to be asked for. */
    private @Nullable OpenRead afterLook(@Nullable StoredEntry found, ReadCall call, Near.@Nullable Note note) {
        if (cache.outbox().distrusts(call)) {
            return OpenRead.withoutLease(call, cache, true);
        }
        if (found == null) {
            return withoutServer(call);
        }
        Outcome hit = call.operation().hit(found);
        if (hit == null) {
            cache.tellOfUnreadable(found);
            return null;
        }
        if (refreshes.isDue(found)) {
            refreshes.begin(call.operation(), call.slot(), found, call.loader()::forRefresh);
        } else {
            keep(found, hit, call, note);
        }
        if (shadows.takes(found)) {
            shadows.begin(call.operation(), call.slot(), found, call.loader()::forRefresh);
        }
        return OpenRead.found(call, cache, hit);
    }

    /** An outage must not double the read units. */
    private OpenRead withoutServer(ReadCall call) {
        return OpenRead.withoutLease(call, cache, false);
    }

    private CompletionStage<OpenRead> acquire(@Nullable StoredEntry found, ReadCall call, CommandBudget budget) {
        Duration ceiling = cache.settings().lockLease();
        boolean isFirst = call.operation().loadTimes().usual() < 0;
        Claim claim =
                new Claim(call, cache, budget, isFirst && FIRST_LEASE.compareTo(ceiling) < 0 ? FIRST_LEASE : ceiling);
        return call.caller()
                .arrived(claim.acquire(LeadingRead.stampOf(found)))
                .thenApply(answer -> afterAcquire(answer, call, claim));
    }

    private OpenRead afterAcquire(@Nullable Acquisition answer, ReadCall call, Claim claim) {
        if (answer == null) {
            claim.release();
            return withoutServer(call);
        }
        boolean consistent = cache.level().isStrict()
                || answer.mayLag(true)
                || cache.outbox().distrusts(call);
        if (answer instanceof Acquisition.Leased leased) {
            return OpenRead.leased(call, cache, consistent, new OpenRead.Lease(claim, leased));
        }
        Outcome hit = answer instanceof Acquisition.Hit other && !cache.outbox().distrusts(call)
                ? call.operation().hit(other.entry())
                : null;
        return hit == null ? OpenRead.withoutLease(call, cache, consistent) : OpenRead.found(call, cache, hit);
    }

    private OpenRead noted(OpenRead read) {
        Outcome hit = read.hit();
        if (hit != null) {
            Outcome unused = cache.noted(hit);
        }
        return read;
    }
}
