package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.OutboxState;
import io.github.dynamocached.ReadFrom;
import io.github.dynamocached.command.Bundle;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.eviction.EvictionRetries;
import io.github.dynamocached.eviction.LaterEvictions;
import io.github.dynamocached.eviction.PoisonedKeys;
import io.github.dynamocached.eviction.RecentEvictions;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evictions of one cache. Each is sent once. One that is not acknowledged in time stays pending: it failed, or nobody
 * knows whether it passed. A key with a pending eviction is poisoned: reads of it on this node bypass the cache, and trust
 * the server again only when the eviction is acknowledged. A key is pending once, however often it was evicted.
 */
final class Outbox {

    /** Keys are short, so this is some tens of megabytes at most. */
    static final int CAPACITY = 100_000;

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final CacheSettings settings;
    private final Ports ports;
    private final Listeners listeners;
    private final CacheKey wholeCache;
    private final @Nullable Near near;
    private final PoisonedKeys keys;
    private final EvictionRetries retries;
    private final LaterEvictions later;
    private final RecentEvictions recent;
    private volatile long renewed;

    Outbox(CacheSettings settings, Ports ports, Listeners listeners) {
        this(settings, ports, listeners, null);
    }

    Outbox(CacheSettings settings, Ports ports, Listeners listeners, @Nullable Near near) {
        this(settings, ports, listeners, near, new PoisonedKeys(CacheKey.everyKeyOf(settings.name()), CAPACITY));
    }

    /**
     * An outbox.
     *
     * @param near forgets what is evicted, null for nothing to forget
     * @param keys the keys with pending evictions
     */
    Outbox(CacheSettings settings, Ports ports, Listeners listeners, @Nullable Near near, PoisonedKeys keys) {
        this.settings = settings;
        this.ports = ports;
        this.listeners = listeners;
        this.wholeCache = CacheKey.everyKeyOf(settings.name());
        this.near = near;
        this.keys = keys;
        this.retries = new EvictionRetries(
                keys,
                this::forget,
                this::repeat,
                ports::evictBudget,
                ports.timing(),
                acknowledged -> listeners.onEvictRetry(settings.name(), acknowledged));
        this.later = new LaterEvictions(wholeCache, CAPACITY, retries, ports.timing());
        this.recent = new RecentEvictions(wholeCache, CAPACITY, readsReplicas());
    }

    private CompletableFuture<Void> repeat(CacheKey key) {
        return ports.evict(key, settings.holdOff(), EntryStore.NO_WRITER);
    }

    /**
     * Evicts keys, and ends the fences of a writer. The future tells whether all is acknowledged, and never fails.
     *
     * @param several each once. If one of them stands for every key, only that one is sent
     * @param executor where the outcome is noted and listeners are notified
     */
    CompletableFuture<Boolean> evict(List<CacheKey> several, String writer, Executor executor) {
        List<CacheKey> sent = several.contains(wholeCache) ? List.of(wholeCache) : several;
        long current = generation();
        return send(sent, writer).thenApplyAsync(evicted -> ended(sent, current, evicted), executor);
    }

    /** Sends evictions, and returns the keys of those that are acknowledged in time. The future never fails. */
    private CompletableFuture<Set<CacheKey>> send(List<CacheKey> several, String writer) {
        if (several.size() == 1) {
            CacheKey key = several.get(0);
            CompletableFuture<Void> eviction = ports.evict(key, settings.holdOff(), writer);
            ports.timing().limit(eviction, ports.evictBudget(key).toNanos());
            return eviction.handle((done, failure) -> failure == null ? Set.of(key) : Set.of());
        }
        return Bundle.<CacheKey, Void>answersWithin(
                        ports.budgets().evict(),
                        ports,
                        several,
                        (store, key) -> store.evict(key, settings.holdOff(), writer))
                .thenApply(Map::keySet);
    }

    /**
     * Evicts keys as {@link #evict} does. They are poisoned when this returns, until the acknowledgement. An eviction of
     * every key is sent only while no other one is.
     *
     * @return whether all that was sent is acknowledged. Never fails
     */
    CompletableFuture<Boolean> owe(List<CacheKey> several, String writer) {
        List<PoisonedKeys.Attempt> attempts = several.contains(wholeCache) ? retries.oweAll() : retries.owe(several);
        List<CacheKey> sent = attempts.stream().map(PoisonedKeys.Attempt::key).toList();
        return send(sent, writer).thenApply(evicted -> {
            attempts.forEach(attempt -> owedEnded(attempt, evicted.contains(attempt.key())));
            return evicted.containsAll(sent);
        });
    }

    private void owedEnded(PoisonedKeys.Attempt attempt, boolean acknowledged) {
        retries.owedEnded(attempt, acknowledged);
        if (acknowledged) {
            replayIfRenewed(attempt.key(), attempt.generation());
        }
        listeners.onEvict(settings.name(), acknowledged);
    }

    private boolean ended(List<CacheKey> several, long sent, Set<CacheKey> evicted) {
        for (CacheKey key : several) {
            boolean acknowledged = evicted.contains(key);
            settle(key, sent, acknowledged);
            listeners.onEvict(settings.name(), acknowledged);
        }
        return evicted.containsAll(several);
    }

    /** The near cache that forgets what is evicted, null for none. */
    @Nullable
    Near near() {
        return near;
    }

    /** Called for every acknowledgement, before the key is no longer poisoned and before anybody is told. */
    private void forget(CacheKey key) {
        recent.add(key, ports.timing().nanos());
        if (near != null) {
            near.acknowledged(key);
        }
    }

    /** Whether reads of a key must bypass the cache. */
    boolean poisons(CacheKey key) {
        return keys.contains(key);
    }

    /** Whether reads of its cache may be answered by replicas. */
    boolean readsReplicas() {
        return settings.readFrom() == ReadFrom.REPLICA;
    }

    /** Whether a replica may lack an eviction or a put of this node, because it was acknowledged in the last minute. */
    boolean hasChangedLately(CacheKey key) {
        return recent.contains(key, ports.timing().nanos());
    }

    /** How often evictions were replayed, to be asked for before a read looks at anything. */
    long replays() {
        return keys.replays();
    }

    /**
     * Whether an answer of the server may come from before an eviction that was acknowledged before the read began. A key that
     * is poisoned no more may have been poisoned when the server answered: a thread that goes on late would not see that.
     *
     * @param replays how often evictions were replayed when the read began
     */
    boolean distrusts(CacheKey key, long replays) {
        return keys.replays() != replays || keys.contains(key);
    }

    /** The same for a call. */
    boolean distrusts(ReadCall call) {
        return distrusts(call.slot().key(), call.replays());
    }

    /** To be asked for before an eviction is sent, and given to {@link #settle} or {@link #stored}. */
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
            replayIfRenewed(key, sent);
        } else {
            retries.queue(key);
        }
    }

    /**
     * A written value was stored in place of the old ones, and that is acknowledged.
     *
     * @param sent the generation that was current when it was sent
     */
    void stored(CacheKey key, long sent) {
        forget(key);
        replayIfRenewed(key, sent);
    }

    /**
     * The old values of a key were dropped, and that is acknowledged. If another primary has come since, it gets the eviction too.
     *
     * @param sent the generation that was current when it was sent
     */
    private void replayIfRenewed(CacheKey key, long sent) {
        if (sent < renewed) {
            retries.queueNow(key);
        }
    }

    /**
     * Sends all recent evictions once more, because the server that has acknowledged them may be gone. Those under way follow
     * when they are acknowledged, because nobody knows by which server.
     */
    void replay() {
        renewed = keys.renew();
        List<CacheKey> acknowledged = recent.all(ports.timing().nanos());
        if (!acknowledged.isEmpty()) {
            log.info(
                    "Cache '{}': another Redis primary answers. It may lack evictions, so {} of the last minute are sent to it"
                            + " again.",
                    settings.name(),
                    acknowledged.contains(wholeCache) ? "all" : acknowledged.size());
            retries.queueNow(acknowledged);
            keys.replayed();
        }
    }

    /** Adds a pending eviction, and sends it. */
    void evictOnceMore(CacheKey key) {
        retries.queueNow(key);
    }

    /** Adds an eviction that is due later. */
    void evictLater(CacheKey key, Duration delay) {
        later.add(key, delay);
    }

    OutboxState state() {
        return keys.state(ports.timing().nanos(), later.size());
    }

    /** Sends everything now, even what is not due yet. The future completes when nothing is pending any more. */
    CompletableFuture<Void> drain() {
        later.hasten();
        return retries.drain();
    }

    /** Stops retrying. Keys with pending evictions stay poisoned. */
    void stop() {
        retries.stop();
        int left = keys.size();
        if (left > 0) {
            log.warn(
                    "Cache '{}': Redis did not acknowledge {} evictions before the application ended. Other nodes may see the"
                            + " old values until the entries expire.",
                    settings.name(),
                    left);
        }
    }
}
