package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.load.LoadReads;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A read whose caller loads the value itself, if nothing was found, and tells afterwards. It waits for nobody's load. It may
 * have a lease, and then the loaded value can be stored once. Without a lease nothing is stored: somebody else loads, writes,
 * or did not answer.
 *
 * <p>Used by one thread at a time. Once the caller is through with it, it has to be {@linkplain #end() ended}.
 */
public final class OpenRead {

    private final ReadCall call;
    private final CacheCore cache;
    private final @Nullable Outcome hit;
    private final boolean consistent;
    private final @Nullable Lease lease;
    private @Nullable Loaded loaded;
    private boolean ended;

    /** The lease of a read, and what stores under it. */
    record Lease(Claim claim, Acquisition.Leased answer) {}

    private OpenRead(ReadCall call, CacheCore cache, @Nullable Outcome hit, boolean consistent, @Nullable Lease lease) {
        this.call = call;
        this.cache = cache;
        this.hit = hit;
        this.consistent = consistent;
        this.lease = lease;
    }

    static OpenRead found(ReadCall call, CacheCore cache, Outcome hit) {
        return new OpenRead(call, cache, hit, false, null);
    }

    static OpenRead withoutLease(ReadCall call, CacheCore cache, boolean consistent) {
        return new OpenRead(call, cache, null, consistent, null);
    }

    static OpenRead leased(ReadCall call, CacheCore cache, boolean consistent, Lease lease) {
        return new OpenRead(call, cache, null, consistent, lease);
    }

    /** {@return what was found, null if the caller has to load} */
    public @Nullable Outcome hit() {
        return hit;
    }

    /** {@return whether the load has to read consistently} */
    public boolean isConsistent() {
        return consistent;
    }

    /** Whether the value may be stored. */
    boolean isLeased() {
        return lease != null;
    }

    /** {@return where the value belongs} */
    public Slot slot() {
        return call.slot();
    }

    /** {@return the load of the caller, which begins on this thread, as work to be ended once} */
    public WorkTracing.Work beginLoad() {
        return cache.listeners().beginLoad(cache.settings().name());
    }

    /**
     * The caller has loaded. Listeners are notified of the load and of the read, and its time counts for the next leases.
     *
     * @param value the value, null if there is none
     * @param reads what is known of the reads of the load
     */
    public void loaded(@Nullable Object value, LoadReads reads) {
        long nanos = nanos();
        call.operation().loadTimes().record(nanos);
        loaded = new Loaded(value, null, true, false, reads, call.began(), nanos);
        String name = cache.settings().name();
        cache.listeners().onLoad(name, true, nanos);
        Outcome.Source source = lease == null ? Outcome.Source.BYPASS : Outcome.Source.MISS;
        Outcome unused = cache.noted(new Outcome(source, value, 0));
    }

    /** The load has failed. Listeners are notified of it. */
    public void failed() {
        cache.listeners().onLoad(cache.settings().name(), false, nanos());
    }

    private long nanos() {
        return cache.ports().timing().nanos() - call.began();
    }

    /**
     * Stores what was loaded, if there is a lease. Encodes it on the calling thread.
     *
     * @return completes when it is stored or not. Never fails, and may complete on a thread of the connection to Redis, which
     *     must not be blocked
     */
    public CompletableFuture<?> storeAsync() {
        Loaded stored = loaded;
        if (lease == null || stored == null || ended) {
            return CompletableFuture.completedFuture(null);
        }
        ended = true;
        return new LeasedFill(call, cache, lease.answer, lease.claim)
                .store(stored)
                .toCompletableFuture();
    }

    /** Stores as {@link #storeAsync()} does, and waits for it on the calling thread. */
    public void store() {
        CompletableFuture<?> stored = storeAsync();
        if (!stored.isDone()) {
            Object unused = new CallerThread().await(stored);
        }
    }

    /** Gives the lease back if nothing was stored. Does not wait. */
    public void end() {
        if (lease != null && !ended) {
            lease.claim.release();
        }
        ended = true;
    }

    @Override
    public String toString() {
        return "open " + call;
    }
}
