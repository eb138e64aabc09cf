package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
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
    private final List<SeenWrite> writes;
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
        this.writes = opened(keys);
    }

    private static List<SeenWrite> opened(Map<CacheWrites, Set<CacheKey>> keys) {
        return keys.entrySet().stream()
                .map(written -> written.getKey().openWrite(written.getValue()))
                .toList();
    }

    /** Waits for the announcement, if there is one, unless that would block a thread of the client. */
    void awaitAnnouncement() {
        if (waits) {
            await(SeenWrite::announced);
        }
    }

    /** The request is sent once more. */
    void sent() {
        attempts.incrementAndGet();
    }

    /** The request has succeeded. */
    void succeeded(SdkRequest request) {
        if (ended.compareAndSet(false, true)) {
            end(WriteOutcome.WRITTEN, request);
        }
    }

    /** The request has failed. */
    void failed(Throwable failure, SdkRequest request) {
        if (ended.compareAndSet(false, true)) {
            end(FailedWrites.outcomeOf(failure, attempts.get()), request);
        }
    }

    /** The announcement, without a wait. Never fails. */
    CompletableFuture<Void> announced() {
        return all(SeenWrite::announced);
    }

    /** The request has ended. The future completes when the evictions are acknowledged or queued, and never fails. */
    CompletableFuture<Void> evicted(WriteOutcome outcome, SdkRequest request) {
        if (!ended.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> evicted = all(write -> write.evict(outcome));
        evictBoundSince(outcome, request);
        return evicted;
    }

    private void end(WriteOutcome outcome, SdkRequest request) {
        if (waits) {
            await(write -> write.evict(outcome));
        } else {
            writes.forEach(write -> write.owe(outcome));
        }
        evictBoundSince(outcome, request);
    }

    /** Evicts from what was bound to the table while the request was under way. */
    private void evictBoundSince(WriteOutcome outcome, SdkRequest request) {
        if (isEarly && outcome != WriteOutcome.NOT_WRITTEN) {
            opened(TableWrites.keysOf(request)).forEach(boundSince -> boundSince.owe(outcome));
        }
    }

    private CompletableFuture<Void> all(Function<SeenWrite, CompletionStage<?>> work) {
        return CompletableFuture.allOf(writes.stream()
                .map(write -> work.apply(write).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Does something to all writes at the same time. An interrupt does not end the wait, and is restored after it. */
    private void await(Function<SeenWrite, CompletionStage<?>> work) {
        CompletableFuture<Void> all = all(work);
        boolean interrupted = false;
        while (!all.isDone()) {
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
