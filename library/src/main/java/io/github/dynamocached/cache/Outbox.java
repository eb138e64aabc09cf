package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evictions of one cache that this node owes, because they failed or because it is not known whether they passed. A
 * key in it is poisoned: reads of it on this node go beside the cache, so that they trust the server again only when the
 * eviction is acknowledged. A key is in it once, however often it was evicted, and leaves it only by an acknowledgement.
 */
final class Outbox {

    /** Keys are short, so this is some tens of megabytes at most. */
    static final int CAPACITY = 100_000;

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final CacheSettings settings;
    private final Ports ports;
    private final CacheKey wholeCache;
    private final PoisonedKeys keys;
    private final EvictionRetries retries;
    private final LaterEvictions later;
    private final RecentEvictions recent;
    private volatile long renewed;

    Outbox(CacheSettings settings, Ports ports, Listeners listeners) {
        this(settings, ports, listeners, new PoisonedKeys(CacheKey.everyKeyOf(settings.name()), CAPACITY));
    }

    /** @param keys what is owed */
    Outbox(CacheSettings settings, Ports ports, Listeners listeners, PoisonedKeys keys) {
        this.settings = settings;
        this.ports = ports;
        this.wholeCache = CacheKey.everyKeyOf(settings.name());
        this.keys = keys;
        this.retries = new EvictionRetries(
                keys,
                this::repeat,
                ports::evictBudget,
                ports.timing(),
                acknowledged -> listeners.onEvictRetry(settings.name(), acknowledged));
        this.later = new LaterEvictions(wholeCache, CAPACITY, retries, ports.timing());
        this.recent = new RecentEvictions(wholeCache, CAPACITY);
    }

    private CompletableFuture<Void> repeat(CacheKey key) {
        CompletableFuture<Void> eviction = ports.evict(key, settings.holdOff(), EntryStore.NO_WRITER);
        CompletableFuture<Void> unused =
                eviction.thenRun(() -> recent.add(key, ports.timing().nanos()));
        return eviction;
    }

    /** Whether reads of a key must go beside the cache. */
    boolean poisons(CacheKey key) {
        return keys.contains(key);
    }

    /** To be asked for before an eviction is sent, and given to {@link #settle}. */
    long generation() {
        return keys.generation();
    }

    /**
     * An eviction has ended. Without acknowledgement the key is poisoned when this returns.
     *
     * @param sent the generation that was current when it was sent
     */
    void settle(CacheKey key, long sent, boolean acknowledged) {
        if (acknowledged) {
            retries.acknowledged(key, sent);
            remember(key, sent);
        } else {
            retries.queue(key);
        }
    }

    /**
     * The values of a key from before now were dropped, and that is acknowledged: a new primary is told too, at once if there
     * has been one since.
     *
     * @param sent the generation that was current when it was sent
     */
    void remember(CacheKey key, long sent) {
        recent.add(key, ports.timing().nanos());
        if (sent < renewed) {
            retries.queueNow(key);
        }
    }

    /**
     * Owes all evictions of late once more, because the server that has acknowledged them may be gone. Those that are under
     * way follow when they are acknowledged: it is not known by whom.
     */
    void replay() {
        renewed = keys.renew();
        List<CacheKey> acknowledged = recent.all(ports.timing().nanos());
        if (!acknowledged.isEmpty()) {
            log.info(
                    "Cache '{}': another Redis primary answers. {} evictions of the last minute are sent to it again.",
                    settings.name(),
                    acknowledged.contains(wholeCache) ? "All" : acknowledged.size());
            retries.queueNow(acknowledged);
        }
    }

    /** Owes an eviction from now on, and sends it. */
    void evictOnceMore(CacheKey key) {
        retries.queueNow(key);
    }

    /** Owes an eviction from a later moment on. */
    void evictLater(CacheKey key, Duration delay) {
        later.add(key, delay);
    }

    OutboxState state() {
        return keys.state(ports.timing().nanos(), later.size());
    }

    /** Sends everything now, also what is not due yet. The future completes when nothing is owed any more. */
    CompletableFuture<Void> drain() {
        later.hasten();
        return retries.drain();
    }

    /** Tries nothing any more. What is owed stays poisoned. */
    void stop() {
        retries.stop();
        int left = state().queued();
        if (left > 0) {
            log.warn(
                    "Cache '{}': {} evictions were not acknowledged by Redis before the application ended. Other nodes"
                            + " may see the old values until the lives of their entries end.",
                    settings.name(),
                    left);
        }
    }
}
