package io.github.dynamocached.cache;

import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.load.Unfinished;
import io.github.dynamocached.store.Acquisition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One refresh of a value: lock and lease without waiting, then load and fill. Without a lease nothing is done: an evicted
 * value does not come back, and a value that somebody has replaced is not replaced again.
 */
final class RefreshingRead {

    private final ReadCall call;
    private final CacheCore cache;
    private final Claim claim;

    RefreshingRead(ReadCall call, CacheCore cache) {
        this.call = call;
        this.cache = cache;
        this.claim = new Claim(call, cache, cache.ports().newBudget());
    }

    /** Replaces the value of a stamp. Never fails. */
    CompletableFuture<RefreshResult> replace(String stamp) {
        return claim.tryLock().thenCompose(won -> afterLock(won, stamp)).exceptionally(broken -> RefreshResult.FAILED);
    }

    private CompletionStage<RefreshResult> afterLock(@Nullable Boolean won, String stamp) {
        if (won == null || !won) {
            return CompletableFuture.completedFuture(won == null ? RefreshResult.FAILED : RefreshResult.NOT_NEEDED);
        }
        return claim.acquire(stamp).thenCompose(this::afterAcquire).whenComplete((result, failure) -> claim.unlock());
    }

    private CompletionStage<RefreshResult> afterAcquire(@Nullable Acquisition acquisition) {
        if (acquisition == null) {
            claim.release();
            return CompletableFuture.completedFuture(RefreshResult.FAILED);
        }
        return acquisition instanceof Acquisition.Leased leased
                ? loadAndFill(leased)
                : CompletableFuture.completedFuture(RefreshResult.NOT_NEEDED);
    }

    private CompletionStage<RefreshResult> loadAndFill(Acquisition.Leased leased) {
        LeasedFill fill = new LeasedFill(call, cache, leased, claim);
        return Load.by(call, cache.level().isStrict() || leased.holdOff(), claim.lease(), cache)
                .thenCompose(loaded -> fill.fill(loaded, call.began()).thenApply(answer -> resultOf(fill, loaded)));
    }

    private static RefreshResult resultOf(LeasedFill fill, Loaded loaded) {
        if (fill.hasStored()) {
            return RefreshResult.REFRESHED;
        }
        boolean isOfAnotherKey = loaded.ofCallerAlone() && !(loaded.value() instanceof Unfinished);
        return loaded.failure() == null && isOfAnotherKey ? RefreshResult.KEY_CHANGED : RefreshResult.FAILED;
    }
}
