package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves. Its timer is over at once and moves the clock. */
final class ManualTiming implements Timing {

    private final AtomicLong nanos = new AtomicLong(1);

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public CompletableFuture<Void> after(long delay) {
        pass(delay);
        return CompletableFuture.completedFuture(null);
    }

    void pass(long delay) {
        nanos.addAndGet(delay);
    }
}
