package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The lock of an application without Redis. It is always free, because no other node shares it. */
final class NoLoadLock implements LoadLock {

    @Override
    public CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Void> unlock(Slot slot, long owner) {
        return CompletableFuture.completedFuture(null);
    }
}
