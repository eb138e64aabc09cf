package io.github.dynamocached.cache;

import io.github.dynamocached.command.CommandBudget;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one load to a slot: first the lock, then the lease. A stage completes with null if the server did not answer
 * or the budget is spent. Giving back does not wait for the answer.
 */
final class Claim {

    /** Time for a new connection. */
    private static final long FIRST_PAUSE = Duration.ofMillis(20).toNanos();

    private final ReadCall call;
    private final CacheCore cache;
    private final Ports ports;
    private final CommandBudget budget;
    private final long owner;
    private final String nonce;
    private final Duration lease;
    private boolean locked;

    Claim(ReadCall call, CacheCore cache, CommandBudget budget) {
        this(call, cache, budget, cache.settings().lockLease());
    }

    /** A claim whose lease has another ceiling. */
    Claim(ReadCall call, CacheCore cache, CommandBudget budget, Duration ceiling) {
        this.call = call;
        this.cache = cache;
        this.ports = cache.ports();
        this.budget = budget;
        this.owner = ports.nonces().next();
        this.nonce = ports.nonces().nonce(owner);
        this.lease = Duration.ofNanos(call.operation().loadTimes().patience(ceiling));
    }

    /** How long the lease lasts. */
    Duration lease() {
        return lease;
    }

    CompletableFuture<@Nullable Boolean> tryLock() {
        return budget.spend(() -> ports.lock().tryLock(call.slot(), owner, lease))
                .handle((won, failure) -> {
                    locked = won != null && won;
                    return won;
                });
    }

    /** Asks for the lease; with a stamp, for that of the value to be replaced. */
    CompletableFuture<@Nullable Acquisition> acquire(String stamp) {
        return acquire(ports.store(), stamp);
    }

    /** The same through a store that bundles commands. */
    CompletableFuture<@Nullable Acquisition> acquire(EntryStore store, String stamp) {
        AcquireRequest request = new AcquireRequest(
                stamp, nonce, lease, cache.settings().holdOff(), cache.level().fence());
        return budget.spend(() -> store.acquire(call.slot(), call.format(), request))
                .handle((acquisition, failure) -> acquisition);
    }

    /** The budget of a call once more, for what follows the load. */
    CommandBudget newBudget() {
        return budget.another();
    }

    /**
     * Gives the lease back, also where it is not known whether there is one. If that fails, perhaps because the connection was
     * just lost, it is tried again until the lease ends: others wait for as long.
     */
    void release() {
        release(ports.store());
    }

    /** The same through a store that bundles commands. */
    void release(EntryStore store) {
        release(store, FIRST_PAUSE, ports.timing().nanos() + lease.toNanos());
    }

    private void release(EntryStore store, long pause, long end) {
        CompletableFuture<Void> unused = newBudget()
                .spend(() -> store.release(call.slot(), nonce))
                .whenComplete((released, failure) -> {
                    if (failure != null && ports.timing().nanos() + pause - end < 0) {
                        releaseAfter(pause, end);
                    }
                });
    }

    private void releaseAfter(long pause, long end) {
        CompletableFuture<Void> unused =
                ports.timing().after(pause).thenRun(() -> release(ports.store(), 2 * pause, end));
    }

    /** Gives the lock back if it is held. */
    void unlock() {
        if (locked) {
            locked = false;
            CompletableFuture<Void> unused =
                    newBudget().spend(() -> ports.lock().unlock(call.slot(), owner));
        }
    }
}
