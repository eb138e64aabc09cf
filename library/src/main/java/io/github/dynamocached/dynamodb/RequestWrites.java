package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.SeenWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkRequest;

/**
 * The writes to all caches that one request makes. A synchronous client waits for Redis on the thread of its caller, for all
 * caches at once. An asynchronous client never waits. Ended once, by any thread.
 */
final class RequestWrites {

    private static final Logger log = LoggerFactory.getLogger(RequestWrites.class);

    private final boolean waits;
    private final List<SeenWrite> ofKeys = new ArrayList<>();
    private final List<SeenWrite> ofEveryKey = new ArrayList<>();
    private final boolean isEarly;
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Begins the writes.
     *
     * @param waits whether the calling thread may wait, now and at the end
     * @param isEarly whether tables may be bound while the request is under way
     */
    RequestWrites(Map<CacheWrites, Set<CacheKey>> keys, boolean waits, boolean isEarly) {
        this.waits = waits;
        this.isEarly = isEarly;
        keys.forEach((cache, written) -> {
            List<CacheKey> every = written.stream().filter(CacheKey::isEveryKey).toList();
            if (every.isEmpty()) {
                ofKeys.add(cache.openWrite(written));
            } else {
                ofEveryKey.add(cache.openWrite(every));
            }
        });
    }

    /** Waits for the announcement, if there is one, unless that would block a thread of the client. */
    void awaitAnnouncement() {
        await(ofKeys, SeenWrite::announced);
    }

    /** The request is sent once more. */
    void sent() {
        attempts.incrementAndGet();
    }

    /** The request has succeeded. */
    void succeeded(SdkRequest request) {
        if (ended.compareAndSet(false, true)) {
            evict();
            evictWhatWasBoundSince(request);
        }
    }

    /** The request has failed. */
    void failed(Throwable failure, SdkRequest request) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        WriteOutcome outcome = WriteOutcome.of(failure, attempts.get());
        if (outcome != WriteOutcome.NOT_WRITTEN) {
            evictWhatWasBoundSince(request);
        }
        switch (outcome) {
            case CONDITION_FAILED -> evict();
            case NOT_WRITTEN -> {
                ofEveryKey.forEach(SeenWrite::notWritten);
                await(ofKeys, SeenWrite::notWritten);
            }
            case UNKNOWN -> {
                ofEveryKey.forEach(SeenWrite::evictUnknown);
                await(ofKeys, SeenWrite::evictUnknown);
            }
        }
    }

    private void evictWhatWasBoundSince(SdkRequest request) {
        if (isEarly) {
            TableWrites.keysOf(request).forEach(CacheWrites::owe);
        }
    }

    /** Every key of a cache is never waited for: that takes as long as the cache is large. */
    private void evict() {
        ofEveryKey.forEach(SeenWrite::owe);
        if (waits) {
            await(ofKeys, SeenWrite::evict);
        } else {
            ofKeys.forEach(SeenWrite::owe);
        }
    }

    /** Does something to all writes at the same time. An interrupt does not end the wait, and is restored after it. */
    private void await(List<SeenWrite> writes, Function<SeenWrite, CompletionStage<?>> work) {
        CompletableFuture<Void> all = CompletableFuture.allOf(writes.stream()
                .map(write -> work.apply(write).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
        boolean interrupted = false;
        while (waits && !all.isDone()) {
            try {
                all.get();
            } catch (InterruptedException interrupt) {
                interrupted = true;
            } catch (ExecutionException broken) {
                log.debug("A write could not be ended", broken);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
