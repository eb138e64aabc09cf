package io.github.dynamocached.cache;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.near.CaffeineNear;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.NearMemory;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One node of an application: its own caches over a store and a lock, and threads that call its cached method. */
public final class Node implements AutoCloseable {

    /** The settings that a node has unless a test says otherwise. */
    public static final CacheSettings SETTINGS = CacheSettings.named("users")
            .ttlJitter(0)
            .lockWait(Duration.ofSeconds(20))
            .build();

    /** Time enough for the answers of a busy machine. */
    public static final Budgets GENEROUS = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final long NEAR_BYTES = 64L * 1024 * 1024;

    private final ControlledEntryStore store;
    private final ReadThroughCache cache;
    private final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A node with the usual settings. */
    public Node(EntryStore store, LoadLock lock) {
        this(store, lock, SETTINGS, GENEROUS);
    }

    /** A node with other settings, and as generous a budget as the usual one. */
    public static Node on(EntryStore store, LoadLock lock, CacheSettings settings) {
        return new Node(store, lock, settings, GENEROUS);
    }

    /** A node that keeps values of its cache near. */
    public static Node near(EntryStore store, LoadLock lock, CacheSettings settings) {
        return near(store, lock, settings, GENEROUS);
    }

    /** A node that keeps values of its cache near, with another budget. */
    public static Node near(EntryStore store, LoadLock lock, CacheSettings settings, Budgets budgets) {
        NearMemory memory = new NearMemory(new CaffeineNear(NEAR_BYTES), NearMemory.TTL, NearMemory.LAG);
        return new Node(store, lock, settings, budgets, List.of(), memory);
    }

    /** A node with other settings. */
    public Node(EntryStore store, LoadLock lock, CacheSettings settings, Budgets budgets) {
        this(store, lock, settings, budgets, List.of());
    }

    /** A node with other settings and listeners. Its refreshes run on threads of their own. */
    public Node(
            EntryStore store,
            LoadLock lock,
            CacheSettings settings,
            Budgets budgets,
            List<? extends CacheListener> listeners) {
        this(store, lock, settings, budgets, listeners, null);
    }

    private Node(
            EntryStore store,
            LoadLock lock,
            CacheSettings settings,
            Budgets budgets,
            List<? extends CacheListener> listeners,
            @Nullable NearMemory near) {
        this.store = new ControlledEntryStore(store);
        this.cache = new ReadThroughCaches(
                        this.store,
                        lock,
                        budgets,
                        failure -> failure instanceof TimeoutException,
                        threads,
                        name -> settings,
                        listeners,
                        near)
                .cache("users");
    }

    /** Lets loads count as that long, so that a load that waits for another one waits for its end. */
    public Node loadsTake(Duration time) {
        operation.loadTimes().record(time.toNanos());
        return this;
    }

    /** The store of this node, whose operations can be held. */
    public ControlledEntryStore store() {
        return store;
    }

    /** The cache of this node. */
    public ReadThroughCache cache() {
        return cache;
    }

    /** Calls the cached method on this thread. */
    public Outcome read(Slot slot, BlockingLoader loader) {
        try {
            return cache.read(operation, slot, loader);
        } catch (Throwable failure) {
            throw new CompletionException(failure);
        }
    }

    /** Calls the method for many slots on this thread. */
    public Map<Slot, Outcome> readAll(List<Slot> slots, BatchLoader loader) {
        try {
            return cache.readAll(operation, slots, loader);
        } catch (Throwable failure) {
            throw new CompletionException(failure);
        }
    }

    /** Calls the cached method on a thread of its own. */
    public CompletableFuture<Outcome> readElsewhere(Slot slot, BlockingLoader loader) {
        return CompletableFuture.supplyAsync(() -> read(slot, loader), threads);
    }

    /**
     * Calls the cached method on a thread of its own after the leader of a flight, and returns when that call waits for
     * the flight.
     */
    public CompletableFuture<Outcome> readBehindLeader(Slot slot, BlockingLoader loader) {
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(
                () -> {
                    caller.set(Thread.currentThread());
                    return read(slot, loader);
                },
                threads);
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    Thread thread = caller.get();
                    return thread != null && LockSupport.getBlocker(thread) instanceof CallerThread;
                });
        return outcome;
    }

    /** Calls the cached method, which loads on the given executor and returns a future. */
    public CompletionStage<Outcome> readAsync(Slot slot, Loader loader, Executor executor) {
        return cache.readAsync(operation, slot, loader, executor);
    }

    /** Evicts as a method that writes does after its write. */
    public boolean evict(Slot slot) {
        return cache.evict(slot.key());
    }

    /** Announces a write, as a method that writes does before it. */
    public Write beginWrite(Slot slot) {
        return cache.beginWrite(List.of(slot.key()));
    }

    /** Announces a write whose value goes into a slot. */
    public Put beginPut(Slot slot) {
        return cache.beginPut(operation, slot);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
