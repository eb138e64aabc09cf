package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The comparison of one hit with DynamoDB. It is a state machine over time:
 *
 * <ol>
 *   <li>The method is called again and has to read consistently. If it is not proven that it did, the comparison says nothing.
 *   <li>A value that differs says little: every write changes the item before it evicts the entry. So after the time of an
 *       eviction the entry is looked at again. If it is gone, or another fill's, the write has evicted as it should.
 *   <li>If it is still that of the same fill, the method is called once more. Two loads that differ show a method, or an
 *       item, that never stays the same.
 *   <li>After the length of a fence, in which the slowest writer would have ended and evicted, the entry is looked at for the
 *       last time. If it is still that of the same fill, it is wrong. A hold-off excuses nothing: it began before the fill,
 *       and a fill of an old value after an eviction is what is looked for.
 * </ol>
 *
 * <p>Its steps follow each other, on threads of the cache. It takes no lease, waits for no other load and stores nothing.
 */
final class ShadowRead implements Runnable, ShadowLoads.Turn {

    private static final Logger log = LoggerFactory.getLogger(ShadowRead.class);
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final ShadowReads reads;
    private final CacheCore cache;
    private final ReadOperation operation;
    private final Slot slot;
    private final long replays;
    private StoredEntry hit;
    private Runnable carried = this;
    private @Nullable Loader next;
    private @Nullable ShadowValue first;
    private boolean isConfirmed;
    private boolean isSecondHit;
    private boolean hasWaited;
    private boolean hasEnded;
    private long reserved;

    ShadowRead(ShadowReads reads, ReadOperation operation, Slot slot, StoredEntry hit) {
        this.reads = reads;
        this.cache = reads.cache();
        this.operation = operation;
        this.slot = slot;
        this.hit = hit;
        this.replays = cache.outbox().replays();
    }

    ReadOperation operation() {
        return operation;
    }

    Slot slot() {
        return slot;
    }

    StoredEntry hit() {
        return hit;
    }

    /** How old the value was when the hit returned it. */
    long ageMillis() {
        return hit.ageMillis();
    }

    /**
     * What it needs to load.
     *
     * @param loader loads, null if nothing can be loaded later
     * @param inContext runs this in the context of the caller
     */
    void takeAlong(@Nullable Loader loader, Runnable inContext) {
        next = loader;
        carried = inContext;
    }

    /** What its loads will consume is set aside. */
    void hasReserved(long halves) {
        reserved += halves;
    }

    @Override
    public void load() {
        try {
            carried.run();
        } catch (Throwable broken) {
            failed(broken);
        }
    }

    @Override
    public void refused() {
        end(ShadowResult.DROPPED);
    }

    /** Loads, in the context of the caller. A call that was made cannot be repeated, so the next one is made before it. */
    @Override
    public void run() {
        Loader loader = next;
        if (loader == null || !loader.isFor(slot)) {
            end(ShadowResult.UNVERIFIABLE);
            return;
        }
        next = loader.forRefresh();
        Loaded loaded = loaded(loader);
        reads.share().spent(loaded.reads().cost().total());
        Throwable failure = loaded.failure();
        if (failure != null) {
            loadFailed(failure);
        } else if (!loaded.isProven() || loaded.ofCallerAlone()) {
            end(ShadowResult.UNVERIFIABLE);
        } else {
            compare(loaded.value());
        }
    }

    private Loaded loaded(Loader loader) {
        BackgroundThread thread = new BackgroundThread(cache);
        long now = cache.ports().timing().nanos();
        LoadContext none = null;
        ReadCall call = new ReadCall(operation, slot, loader, thread, now, replays, none, false);
        return thread.await(Load.by(call, true, cache.settings().lockLease(), cache));
    }

    private void loadFailed(Throwable failure) {
        boolean isOutage = cache.ports().outages().isOutage(failure);
        if (isOutage) {
            reads.pause();
        }
        end(ShadowResult.UNVERIFIABLE, !isOutage);
    }

    private void compare(@Nullable Object loaded) {
        ShadowValue value;
        boolean isSame;
        ShadowValue expected = first == null ? ShadowValue.of(hit) : first;
        try {
            value = ShadowValue.of(loaded, operation, cache.settings());
            isSame = value.isSameAs(expected, operation.codec());
        } catch (Throwable broken) {
            end(ShadowResult.INCOMPARABLE);
            return;
        }
        if (first == null) {
            comparedWithHit(value, isSame);
        } else {
            comparedWithFirst(isSame);
        }
    }

    private void comparedWithHit(ShadowValue value, boolean isSame) {
        if (isSame) {
            end(ShadowResult.RIGHT);
        } else if (!hasWaited && !reads.mayWait()) {
            end(ShadowResult.DROPPED);
        } else {
            hasWaited = true;
            first = value;
            lookAfter(cache.ports().budgets().evict().plus(MARGIN));
        }
    }

    private void comparedWithFirst(boolean isSame) {
        if (!isSame) {
            end(ShadowResult.INCOMPARABLE);
        } else if (!cache.level().expectsEvictions()) {
            end(ShadowResult.AGED);
        } else {
            isConfirmed = true;
            lookAfter(cache.settings().fence());
        }
    }

    private void lookAfter(Duration pause) {
        CompletableFuture<Void> unused =
                cache.ports().timing().after(pause.toNanos()).thenRun(this::look);
    }

    private void look() {
        Ports ports = cache.ports();
        CompletableFuture<StoredEntry> command = Ports.sent(() -> ports.store().read(slot, operation.format(), false));
        ports.timing().limit(command, ports.budgets().call().toNanos());
        CompletableFuture<StoredEntry> unused = command.whenComplete(
                (entry, failure) -> reads.goOn(this, () -> looked(failure == null ? entry : null)));
    }

    private void looked(@Nullable StoredEntry now) {
        try {
            if (now == null) {
                end(ShadowResult.UNVERIFIABLE, false);
            } else if (isGone(now)) {
                end(ShadowResult.CHANGED);
            } else if (!hit.isOfSameFill(now)) {
                replacedBy(now);
            } else if (isConfirmed) {
                end(ShadowResult.WRONG);
            } else {
                reads.loads().beginInTurn(this);
            }
        } catch (Throwable broken) {
            failed(broken);
        }
    }

    private boolean isGone(StoredEntry now) {
        return now.freshness() == Freshness.NONE
                || now.freshness() == Freshness.EXPIRED
                || cache.outbox().distrusts(slot.key(), replays);
    }

    /** Another fill took the place of the hit. If it does not hold what was loaded, it is compared in turn, once. */
    private void replacedBy(StoredEntry now) {
        ShadowValue loaded = first;
        if (isSecondHit
                || loaded == null
                || loaded.isSameAs(ShadowValue.of(now), operation.codec())
                || !reads.reserve(this)) {
            end(ShadowResult.CHANGED);
            return;
        }
        isSecondHit = true;
        isConfirmed = false;
        first = null;
        hit = now;
        reads.loads().beginInTurn(this);
    }

    /** Something else than the load has thrown: a carrier of the context, a class of the value. */
    void failed(Throwable broken) {
        log.debug("{}: a comparison failed with {}", operation, Failures.nameOf(broken), broken);
        end(ShadowResult.UNVERIFIABLE);
    }

    void end(ShadowResult result) {
        end(result, true);
    }

    private void end(ShadowResult result, boolean isOfMethod) {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        reads.share().release(reserved);
        reads.ended(this, result, hasWaited, isOfMethod);
    }

    @Override
    public String toString() {
        return "comparison of a hit by " + operation;
    }
}
