package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.CacheWrites;
import io.github.dynamocached.store.SeenWrite;
import java.util.ArrayList;
import java.util.Collection;
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
    private final List<Opened> ofKeys = new ArrayList<>();
    private final List<Opened> ofEveryKey = new ArrayList<>();
    private final boolean isEarly;
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** The write to one cache. */
    private record Opened(CacheWrites cache, Collection<CacheKey> keys, SeenWrite write) {

        static Opened of(CacheWrites cache, Collection<CacheKey> keys) {
            return new Opened(cache, keys, cache.openWrite(keys));
        }
    }

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
                ofKeys.add(Opened.of(cache, written));
            } else {
                ofEveryKey.add(Opened.of(cache, every));
            }
        });
    }

    /** Waits for the announcement, if there is one, unless that would block a thread of the client. */
    void awaitAnnouncement() {
        await(ofKeys, opened -> opened.write().announced());
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
        if (outcome == WriteOutcome.UNKNOWN) {
            ofEveryKey.forEach(opened -> opened.write().evictUnknown());
            await(ofKeys, opened -> opened.write().evictUnknown());
        } else {
            ofEveryKey.forEach(opened -> opened.write().notWritten());
            await(ofKeys, opened -> opened.write().notWritten());
        }
        if (outcome == WriteOutcome.CONDITION_FAILED) {
            evictUnwritten();
        }
        if (outcome != WriteOutcome.NOT_WRITTEN) {
            evictWhatWasBoundSince(request);
        }
    }

    /** A put whose write was refused must not take it for one that has written, so this is no end of the writes. */
    private void evictUnwritten() {
        ofEveryKey.forEach(opened -> opened.cache().owe(opened.keys()));
        if (waits) {
            await(ofKeys, opened -> opened.cache().evictAsync(opened.keys()));
        } else {
            ofKeys.forEach(opened -> opened.cache().owe(opened.keys()));
        }
    }

    private void evictWhatWasBoundSince(SdkRequest request) {
        if (isEarly) {
            TableWrites.keysOf(request).forEach(CacheWrites::owe);
        }
    }

    /** Every key of a cache is never waited for: that takes as long as the cache is large. */
    private void evict() {
        ofEveryKey.forEach(opened -> opened.write().owe());
        if (waits) {
            await(ofKeys, opened -> opened.write().evict());
        } else {
            ofKeys.forEach(opened -> opened.write().owe());
        }
    }

    /** Does something to all writes at the same time. An interrupt does not end the wait, and is restored after it. */
    private void await(List<Opened> writes, Function<Opened, CompletionStage<?>> work) {
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
