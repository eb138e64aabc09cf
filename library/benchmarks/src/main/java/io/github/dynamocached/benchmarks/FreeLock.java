package io.github.dynamocached.benchmarks;

import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A lock that every caller gets at once. */
final class FreeLock implements LoadLock {

    @Override
    public CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Void> unlock(Slot slot, long owner) {
        return CompletableFuture.completedFuture(null);
    }
}
