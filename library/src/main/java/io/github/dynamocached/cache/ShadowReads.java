package io.github.dynamocached.cache;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.ShadowSettings;
import io.github.dynamocached.load.ContextCarriers;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shadow verification of one cache: which of its hits are compared with DynamoDB, and how much that may cost. {@link ShadowRead}
 * compares. The hits themselves are neither changed nor delayed. Without a sample rate, a hit costs one look at a field.
 */
final class ShadowReads {

    /** How many comparisons wait for a while at once, on one node. */
    static final int MOST_WAITING = 1_000;

    /** A comparison may need two loads. */
    private static final int LOADS = 2;

    private static final long PAUSE_AFTER_OUTAGE = Duration.ofMinutes(1).toNanos();

    private final CacheCore cache;
    private final ShadowSettings settings;
    private final double rate;
    private final Executor executor;
    private final ShadowLoads loads;
    private final ShadowShare share;
    private final Set<Slot> underWay = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<ReadOperation, ShadowedMethod> methods = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Long pausedUntil;

    /** @param executor runs loads and comparisons, and may reject them */
    ShadowReads(CacheCore cache, Executor executor) {
        this.cache = cache;
        this.settings = cache.settings().shadow();
        this.rate = settings.sampleRate();
        this.executor = executor;
        this.loads = new ShadowLoads(executor, settings.concurrency());
        this.share = new ShadowShare(
                rate == 0 ? 0 : settings.maxShare() / rate, cache.ports().timing());
    }

    /** Whether a hit is sampled. Stale values are allowed to differ. */
    boolean takes(StoredEntry hit) {
        return rate > 0
                && hit.freshness() == Freshness.FRESH
                && ThreadLocalRandom.current().nextDouble() < rate;
    }

    /**
     * Compares a hit in the background, unless one of its slot is being compared.
     *
     * @param later makes the loader, asked at once if there is to be a comparison
     */
    void begin(ReadOperation operation, Slot slot, StoredEntry hit, Supplier<@Nullable Loader> later) {
        share.saved(hit.halfUnits());
        if (methodOf(operation).isLeftAlone(now()) || !underWay.add(slot)) {
            return;
        }
        ShadowRead read = new ShadowRead(this, operation, slot, hit);
        if (isPaused() || !reserve(read)) {
            read.end(ShadowResult.DROPPED);
            return;
        }
        try {
            read.takeAlong(later.get(), ContextCarriers.carried(read));
        } catch (Throwable broken) {
            read.failed(broken);
            return;
        }
        if (!loads.begin(read)) {
            read.end(ShadowResult.DROPPED);
        }
    }

    CacheCore cache() {
        return cache;
    }

    ShadowLoads loads() {
        return loads;
    }

    ShadowShare share() {
        return share;
    }

    private ShadowedMethod methodOf(ReadOperation operation) {
        ShadowedMethod known = methods.get(operation);
        return known == null
                ? methods.computeIfAbsent(
                        operation,
                        method -> new ShadowedMethod(method, cache.settings().name()))
                : known;
    }

    private long now() {
        return cache.ports().timing().nanos();
    }

    private boolean isPaused() {
        Long until = pausedUntil;
        return until != null && now() - until < 0;
    }

    /** Sets aside what the loads of a comparison will consume. A consistent read costs twice what an eventual one does. */
    boolean reserve(ShadowRead read) {
        int known = Math.max(ShadowShare.LEAST, read.hit().halfUnits());
        long halves = (long) LOADS * (cache.level().isStrict() ? Math.max(2, known) : 2 * known);
        if (!share.reserve(halves)) {
            return false;
        }
        read.hasReserved(halves);
        return true;
    }

    /** Whether one more comparison may wait. To be {@linkplain #ended ended} then. */
    boolean mayWait() {
        if (waiting.incrementAndGet() <= MOST_WAITING) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    /** DynamoDB throttles, or is away: nothing is compared for a while. */
    void pause() {
        pausedUntil = now() + PAUSE_AFTER_OUTAGE;
    }

    /** Goes on with a comparison on a thread of the executor. */
    void goOn(ShadowRead read, Runnable step) {
        try {
            executor.execute(step);
        } catch (RejectedExecutionException rejected) {
            read.refused();
        }
    }

    /**
     * A comparison has ended.
     *
     * @param hasWaited whether it has waited
     * @param isOfMethod whether the result says something of the method
     */
    void ended(ShadowRead read, ShadowResult result, boolean hasWaited, boolean isOfMethod) {
        underWay.remove(read.slot());
        if (hasWaited) {
            waiting.decrementAndGet();
        }
        ShadowedMethod method = methodOf(read.operation());
        boolean heals = settings.heal() && result == ShadowResult.WRONG && method.mayHeal();
        if (isOfMethod) {
            method.note(result, now());
        }
        cache.listeners().onShadow(cache.settings().name(), result, read.ageMillis());
        if (heals) {
            CompletableFuture<Boolean> unused =
                    cache.outbox().evict(List.of(read.slot().key()), EntryStore.NO_WRITER, Runnable::run);
        }
    }
}
