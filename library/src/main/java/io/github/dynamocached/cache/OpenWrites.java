package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.SeenWrite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writes to one cache that have begun and that somebody else is to end. Each has the length of a fence for that. One that
 * is not ended by then is ended as a write of unknown outcome, because its end may never come: a client may have been
 * cancelled, or report nothing. One timer serves all of them.
 *
 * <p>An open write does not keep reads from the cache. The old value is right until the write is acknowledged to its caller.
 */
class OpenWrites {

    /** Beyond that the oldest is ended early. */
    static final int CAPACITY = 100_000;

    private static final Logger log = LoggerFactory.getLogger(OpenWrites.class);

    private final CacheCore cache;
    private final int capacity;
    private final long patience;
    private final Map<OpenWrite, Long> dues = new LinkedHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private boolean waking;

    OpenWrites(CacheCore cache) {
        this(cache, CAPACITY);
    }

    OpenWrites(CacheCore cache, int capacity) {
        this.cache = cache;
        this.capacity = capacity;
        this.patience = cache.settings().fence().toNanos();
    }

    /** Begins a write. The key of a put under way on this thread is not announced, because that would end the put. */
    SeenWrite open(Collection<CacheKey> keys) {
        List<CacheKey> distinct = keys.stream().distinct().toList();
        OpenWrite write = new OpenWrite(cache, this, distinct, WritesOfPut.on(distinct));
        add(write);
        return write;
    }

    private void add(OpenWrite write) {
        OpenWrite oldest = null;
        boolean sleeps;
        synchronized (this) {
            dues.put(write, cache.ports().timing().nanos() + patience);
            if (dues.size() > capacity) {
                Iterator<OpenWrite> first = dues.keySet().iterator();
                oldest = first.next();
                first.remove();
            }
            sleeps = !waking;
            waking = true;
        }
        if (oldest != null) {
            expire(oldest);
        }
        if (sleeps) {
            wakeAfter(patience);
        }
    }

    /** Takes a write out to end it. Only one caller ever gets true. */
    synchronized boolean remove(OpenWrite write) {
        return dues.remove(write) != null;
    }

    /** Warns of the first eviction that fails, and of the first one after a success. Returns what it is given. */
    boolean noted(boolean acknowledged) {
        if (acknowledged) {
            failing.setPlain(false);
        } else if (failing.compareAndSet(false, true)) {
            log.warn(
                    "Cache '{}': Redis did not acknowledge the eviction after an SDK write to its table. It is queued and"
                            + " retried. Until it succeeds, other nodes may return the old value. Check why Redis does not"
                            + " answer. Further failures are logged at debug level until one succeeds.",
                    cache.settings().name());
        } else {
            log.debug(
                    "Cache '{}': Redis did not acknowledge the eviction after an SDK write to its table",
                    cache.settings().name());
        }
        return acknowledged;
    }

    private void wakeAfter(long nanos) {
        CompletableFuture<Void> unused = cache.ports().timing().after(nanos).thenRun(this::wake);
    }

    private void wake() {
        List<OpenWrite> due = new ArrayList<>();
        long left = 0;
        synchronized (this) {
            long now = cache.ports().timing().nanos();
            Iterator<Map.Entry<OpenWrite, Long>> oldest = dues.entrySet().iterator();
            while (oldest.hasNext() && left == 0) {
                Map.Entry<OpenWrite, Long> write = oldest.next();
                left = Math.max(0, write.getValue() - now);
                if (left == 0) {
                    due.add(write.getKey());
                    oldest.remove();
                }
            }
            waking = left > 0;
        }
        due.forEach(this::expire);
        if (left > 0) {
            wakeAfter(left);
        }
    }

    /** Nobody has ended a write in time. */
    void expire(OpenWrite write) {
        CompletableFuture<Boolean> unused = write.expire();
    }

    /** Ends all of them as writes of unknown outcome. The future never fails. */
    CompletableFuture<Void> endAll() {
        List<OpenWrite> all;
        synchronized (this) {
            all = List.copyOf(dues.keySet());
            dues.clear();
        }
        return CompletableFuture.allOf(all.stream().map(OpenWrite::expire).toArray(CompletableFuture[]::new));
    }
}
