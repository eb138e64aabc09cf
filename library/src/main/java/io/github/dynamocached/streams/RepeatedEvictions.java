package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Evicts keys on the calling thread, in bundles, and repeats what the server did not acknowledge. An eviction too many costs
 * one load and harms nothing. The repetitions also wait for the connection, which a function that has just started does not
 * have yet.
 */
final class RepeatedEvictions {

    private static final int BUNDLE = 100;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final EntryStore store;
    private final Duration holdOff;
    private final Duration patience;

    /**
     * Evictions in a store.
     *
     * @param holdOff how long reads of an evicted key must be consistent
     * @param patience for all keys of a call together
     */
    RepeatedEvictions(EntryStore store, Duration holdOff, Duration patience) {
        this.store = store;
        this.holdOff = holdOff;
        this.patience = patience;
    }

    /**
     * Evicts keys. Every key is tried, also after others have failed, unless patience or an interrupt ends it.
     *
     * @return what was not acknowledged, and why the last time
     */
    Map<CacheKey, Throwable> evict(Collection<CacheKey> keys) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<CacheKey, Throwable> left = tryEach(keys, deadline);
        while (!left.isEmpty() && pause(deadline)) {
            left = tryEach(left.keySet(), deadline);
        }
        return left;
    }

    private Map<CacheKey, Throwable> tryEach(Collection<CacheKey> keys, long deadline) {
        Map<CacheKey, Throwable> failed = new LinkedHashMap<>();
        List<CacheKey> ordered = List.copyOf(keys);
        for (int begin = 0; begin < ordered.size(); begin += BUNDLE) {
            List<CacheKey> bundle = ordered.subList(begin, Math.min(begin + BUNDLE, ordered.size()));
            List<CompletableFuture<Void>> sent = send(bundle);
            for (int i = 0; i < bundle.size(); i++) {
                Throwable failure = failureOf(sent.get(i), deadline);
                if (failure != null) {
                    failed.put(bundle.get(i), failure);
                }
            }
        }
        return failed;
    }

    private List<CompletableFuture<Void>> send(List<CacheKey> bundle) {
        List<CompletableFuture<Void>> sent = new ArrayList<>(bundle.size());
        store.together(bundled -> bundle.forEach(key -> sent.add(evict(bundled, key))));
        return sent;
    }

    private CompletableFuture<Void> evict(EntryStore bundled, CacheKey key) {
        return key.isEveryKey()
                ? store.evictAll(key.cacheName(), holdOff).toCompletableFuture()
                : bundled.evict(key, holdOff, EntryStore.NO_WRITER).toCompletableFuture();
    }

    /** Waits for an answer. After the deadline, or with an interrupt pending, only an answer that is there counts. */
    private static @Nullable Throwable failureOf(CompletableFuture<Void> sent, long deadline) {
        try {
            sent.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException | CancellationException failed) {
            return Failures.unwrapped(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            sent.cancel(false);
            return late;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            sent.cancel(false);
            return interrupt;
        }
    }

    /** Whether there is time for another attempt. */
    private static boolean pause(long deadline) {
        if (deadline - System.nanoTime() <= PAUSE.toNanos()) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            return true;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
