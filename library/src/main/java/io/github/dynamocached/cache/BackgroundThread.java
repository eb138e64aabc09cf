package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;

/** A thread of the library that loads. A load that does not end would keep one of few threads for ever, so it is cancelled. */
final class BackgroundThread extends CallerThread {

    private final CacheCore cache;

    BackgroundThread(CacheCore cache) {
        this.cache = cache;
    }

    @Override
    public void loading(CompletableFuture<?> load) {
        if (!load.isDone()) {
            CompletableFuture<Void> unused =
                    cache.ports().timing().after(cache.longestWait()).thenRun(() -> load.cancel(true));
        }
    }
}
