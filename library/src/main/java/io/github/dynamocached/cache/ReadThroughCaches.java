package io.github.dynamocached.cache;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.NearState;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.UnansweredException;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.command.TimedWait;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.NearMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The caches of an application by name, over one store and one lock. */
public final class ReadThroughCaches implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final ConcurrentMap<String, ReadThroughCache> caches = new ConcurrentHashMap<>();
    private final Function<String, CacheSettings> settings;
    private final Ports ports;
    private final Listeners listeners;
    private final Executor refreshing;
    private final @Nullable NearMemory near;

    /**
     * Creates the caches.
     *
     * @param store where entries lie
     * @param lock decides who loads
     * @param budgets how long the cache may delay a caller
     * @param outages which failed loads a stale value may answer
     * @param refreshing runs background refreshes, and may reject them
     * @param settings returns the settings of the cache of a name; called once for each name
     * @param listeners are notified of what the caches do, in this order
     */
    public ReadThroughCaches(
            EntryStore store,
            LoadLock lock,
            Budgets budgets,
            FailurePredicate outages,
            Executor refreshing,
            Function<String, CacheSettings> settings,
            List<? extends CacheListener> listeners) {
        this(store, lock, budgets, outages, refreshing, settings, listeners, null);
    }

    /**
     * Creates the caches, some of which are near.
     *
     * @param store where entries lie
     * @param lock decides who loads
     * @param budgets how long the cache may delay a caller
     * @param outages which failed loads a stale value may answer
     * @param refreshing runs background refreshes, and may reject them
     * @param settings returns the settings of the cache of a name; called once for each name
     * @param listeners are notified of what the caches do, in this order
     * @param near where near caches keep their values, null if no cache may be near
     */
    public ReadThroughCaches(
            EntryStore store,
            LoadLock lock,
            Budgets budgets,
            FailurePredicate outages,
            Executor refreshing,
            Function<String, CacheSettings> settings,
            List<? extends CacheListener> listeners,
            @Nullable NearMemory near) {
        this(
                new Ports(store, lock, budgets, new SafePredicate(outages), Timing.SYSTEM, new Nonces()),
                refreshing,
                settings,
                listeners,
                near);
    }

    ReadThroughCaches(
            Ports ports,
            Executor refreshing,
            Function<String, CacheSettings> settings,
            List<? extends CacheListener> listeners) {
        this(ports, refreshing, settings, listeners, null);
    }

    ReadThroughCaches(
            Ports ports,
            Executor refreshing,
            Function<String, CacheSettings> settings,
            List<? extends CacheListener> listeners,
            @Nullable NearMemory near) {
        this.near = near;
        this.refreshing = refreshing;
        this.settings = settings;
        this.listeners = new Listeners(listeners);
        this.ports = ports.tracedBy(this.listeners.tracing());
        ports.store().listen(this.listeners);
        ports.store().onNewPrimary(() -> caches.values().forEach(ReadThroughCache::replayEvictions));
    }

    /**
     * The cache of a name, created at its first use.
     *
     * @param name the name
     * @return always the same cache for the same name
     * @throws IllegalArgumentException if the name or its settings are refused
     */
    public ReadThroughCache cache(String name) {
        ReadThroughCache known = caches.get(name);
        return known == null ? create(name) : known;
    }

    /** Listeners are notified when the cache exists, so that they may ask for it. */
    private ReadThroughCache create(String name) {
        List<Outbox> created = new ArrayList<>();
        ReadThroughCache cache = caches.computeIfAbsent(name, n -> {
            CacheSettings own = settings.apply(n);
            Outbox outbox = new Outbox(own, ports, listeners, nearOf(own));
            created.add(outbox);
            return new ReadThroughCache(own, ports, listeners, refreshing, outbox);
        });
        created.forEach(outbox -> tellOf(name, outbox));
        return cache;
    }

    private void tellOf(String name, Outbox outbox) {
        listeners.onCache(name, outbox::state);
        Near kept = outbox.near();
        if (kept != null && near != null) {
            ports.store().watch(name, near.lag(), kept);
            listeners.onNear(name, kept::state);
        }
        if (outbox.readsReplicas()) {
            ports.store().useReplicas(name);
        }
    }

    /**
     * The state of a near cache.
     *
     * @param cacheName the name of a cache
     * @return the state now, null for a cache that is not near, or was not asked for so far
     */
    public @Nullable NearState near(String cacheName) {
        ReadThroughCache known = caches.get(cacheName);
        Near kept = known == null ? null : known.reads().near();
        return kept == null ? null : kept.state();
    }

    private @Nullable Near nearOf(CacheSettings own) {
        if (!own.near()) {
            return null;
        }
        if (near == null) {
            throw new IllegalArgumentException(
                    "Cache '" + own.name() + "': near is true, but this node has no memory for it."
                            + " Define a bean of type " + NearMemory.class.getName() + ", or set near to false.");
        }
        Near kept = new Near(own, near, ports.timing());
        if (own.consistency() == Consistency.STRICT) {
            kept.tellOfLag();
        }
        return kept;
    }

    /** {@return the caches that were asked for so far, in the order of their names} */
    public List<ReadThroughCache> all() {
        return caches.values().stream()
                .sorted(Comparator.comparing(cache -> cache.settings().name()))
                .toList();
    }

    /** {@return whether commands are sent to each primary now, in the order of the names. Sends nothing} */
    public List<PrimaryState> primaries() {
        return ports.store().primaries();
    }

    /**
     * Looks at what the server holds under a key. Changes nothing. Waits on the calling thread, as long as for an eviction. For
     * people and tests: the state may have changed a moment later.
     *
     * @param key the key
     * @return the state now
     * @throws UnansweredException if the server is away or does not answer in time
     */
    public EntryState look(CacheKey key) {
        CompletableFuture<EntryState> look = Ports.sent(() -> ports.store().look(key));
        if (!TimedWait.succeeds(look, ports.budgets().evict())) {
            throw new UnansweredException(key.cacheName());
        }
        return look.join();
    }

    /**
     * Fetches the values under a key as they are stored. Waits as {@link #look} does. For people who look for a mistake.
     *
     * @param key the key
     * @return the fields of the values by their names
     * @throws UnansweredException if the server is away or does not answer in time
     */
    public Map<String, byte[]> fields(CacheKey key) {
        CompletableFuture<Map<String, byte[]>> fields =
                Ports.sent(() -> ports.store().fields(key));
        if (!TimedWait.succeeds(fields, ports.budgets().evict())) {
            throw new UnansweredException(key.cacheName());
        }
        return fields.join();
    }

    /**
     * Sends pending evictions, and waits two seconds at most for their acknowledgement. Logs how many are left. Other nodes may
     * see the old values of those until the entries expire. The caches still work afterwards, but retry no eviction.
     */
    @Override
    public void close() {
        List<ReadThroughCache> all = all();
        CompletableFuture<?>[] drains =
                all.stream().map(ReadThroughCache::drain).toArray(CompletableFuture<?>[]::new);
        boolean unused = TimedWait.succeeds(CompletableFuture.allOf(drains), DRAIN);
        all.forEach(ReadThroughCache::stop);
    }
}
