package io.github.dynamocached.eviction;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.command.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Evictions that are due only when a write of unknown outcome can no longer land. A key has at most two of them: the next
 * one, and one for the latest write since.
 */
public final class LaterEvictions {

    private final CacheKey wholeCache;
    private final int capacity;
    private final EvictionRetries retries;
    private final Timing timing;
    private final Map<CacheKey, Due> dues = new HashMap<>();

    private static final class Due {
        private final long next;
        private long latest;

        Due(long next) {
            this.next = next;
            this.latest = next;
        }
    }

    /**
     * None.
     *
     * @param wholeCache stands for all keys of the cache where there is no room for another key
     * @param capacity how many keys there is room for
     * @param retries get what is due
     * @param timing the clock and the timer
     */
    public LaterEvictions(CacheKey wholeCache, int capacity, EvictionRetries retries, Timing timing) {
        this.wholeCache = wholeCache;
        this.capacity = capacity;
        this.retries = retries;
        this.timing = timing;
    }

    /**
     * Adds an eviction that is due after a time.
     *
     * @param key the key
     * @param delay the time
     */
    public void add(CacheKey key, Duration delay) {
        long due = timing.nanos() + delay.toNanos();
        CacheKey added;
        synchronized (this) {
            added = dues.size() < capacity || dues.containsKey(key) ? key : wholeCache;
            Due known = dues.get(added);
            if (known != null) {
                known.latest = due - known.latest > 0 ? due : known.latest;
                return;
            }
            dues.put(added, new Due(due));
        }
        wakeAfter(added, delay.toNanos());
    }

    /**
     * How many keys have evictions that are due later.
     *
     * @return the number
     */
    public synchronized int size() {
        return dues.size();
    }

    /** Whatever is not due yet is due now. */
    public void hasten() {
        List<CacheKey> all;
        synchronized (this) {
            all = new ArrayList<>(dues.keySet());
            dues.clear();
        }
        all.forEach(retries::queueNow);
    }

    private void wakeAfter(CacheKey key, long nanos) {
        CompletableFuture<Void> unused = timing.after(nanos).thenRun(() -> isDue(key));
    }

    private void isDue(CacheKey key) {
        long left;
        synchronized (this) {
            Due due = dues.remove(key);
            if (due == null) {
                return;
            }
            left = due.latest - due.next;
            if (left > 0) {
                dues.put(key, new Due(due.latest));
            }
        }
        if (left > 0) {
            wakeAfter(key, left);
        }
        retries.queueNow(key);
    }
}
