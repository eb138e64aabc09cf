package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ToldKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store whose single operations a test holds, fails, loses or repeats. A plan is made for the next operation of a kind
 * and used up by it; operations without a plan pass.
 */
public final class ControlledEntryStore implements EntryStore {

    /** The operations of a store. */
    public enum Kind {
        READ,
        READ_FROM_REPLICA,
        ACQUIRE,
        FILL,
        RELEASE,
        BEGIN,
        EVICT
    }

    private final EntryStore target;
    private volatile Runnable newPrimary = () -> {};
    private final Map<Kind, Queue<HeldCommand>> plans;
    private final Queue<Kind> calls;
    private final Queue<CacheKey> evictions;
    private final Map<Kind, Runnable> costs;
    private boolean tellsNothing;

    /** A store that passes operations on. */
    public ControlledEntryStore(EntryStore target) {
        this(
                target,
                Collections.synchronizedMap(new EnumMap<>(Kind.class)),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentHashMap<>());
    }

    private ControlledEntryStore(
            EntryStore target,
            Map<Kind, Queue<HeldCommand>> plans,
            Queue<Kind> calls,
            Queue<CacheKey> evictions,
            Map<Kind, Runnable> costs) {
        this.target = target;
        this.plans = plans;
        this.calls = calls;
        this.evictions = evictions;
        this.costs = costs;
    }

    @Override
    public void together(Consumer<EntryStore> commands) {
        target.together(bundled -> commands.accept(new ControlledEntryStore(bundled, plans, calls, evictions, costs)));
    }

    /** Holds the next operation on its way to the server. */
    public HeldCommand holdNext(Kind kind) {
        return plan(kind, new HeldCommand(false, false));
    }

    /** Lets the server execute the next operation and holds the reply. */
    public HeldCommand holdReplyOfNext(Kind kind) {
        return plan(kind, new HeldCommand(true, false));
    }

    /** Loses the next operation on its way to the server: its stage never completes. */
    public HeldCommand loseNext(Kind kind) {
        return holdNext(kind);
    }

    /** Lets the server execute the next operation and loses the reply: its stage never completes. */
    public HeldCommand loseReplyOfNext(Kind kind) {
        return holdReplyOfNext(kind);
    }

    /** Fails the next operation without executing it. */
    public void failNext(Kind kind) {
        holdNext(kind).fail();
    }

    /** Executes the next operation, and fails it all the same. */
    public void failReplyOfNext(Kind kind) {
        holdReplyOfNext(kind).fail();
    }

    /** Lets the next operation pass; it can be executed again later, with {@link HeldCommand#executeAgain()}. */
    public HeldCommand repeatNext(Kind kind) {
        return plan(kind, new HeldCommand(true, true));
    }

    /** Runs something at each operation of a kind from now on: it moves a clock by what the operation costs. */
    public void atEach(Kind kind, Runnable cost) {
        costs.put(kind, cost);
    }

    /** The kinds of all operations so far, in the order of their calls. */
    public List<Kind> calls() {
        return List.copyOf(calls);
    }

    /** How many operations of a kind were called so far. */
    public int calls(Kind kind) {
        return (int) calls.stream().filter(kind::equals).count();
    }

    /** How often a key was to be evicted so far. */
    public int evictionsOf(CacheKey key) {
        return (int) evictions.stream().filter(key::equals).count();
    }

    private HeldCommand plan(Kind kind, HeldCommand command) {
        plans.computeIfAbsent(kind, k -> new ConcurrentLinkedQueue<>()).add(command);
        return command;
    }

    private @Nullable HeldCommand planned(Kind kind) {
        Queue<HeldCommand> queue = plans.get(kind);
        return queue == null ? null : queue.poll();
    }

    private <T> CompletionStage<T> pass(Kind kind, Supplier<CompletionStage<T>> operation) {
        calls.add(kind);
        costs.getOrDefault(kind, () -> {}).run();
        HeldCommand command = planned(kind);
        if (command == null) {
            return operation.get();
        }
        CompletableFuture<T> caller = new CompletableFuture<>();
        command.arrive(operation, caller);
        return caller;
    }

    @Override
    public CompletionStage<StoredEntry> read(Slot slot, EntryFormat format, boolean lease) {
        return pass(Kind.READ, () -> target.read(slot, format, lease));
    }

    @Override
    public CompletionStage<StoredEntry> readFromReplica(Slot slot, EntryFormat format) {
        return pass(Kind.READ_FROM_REPLICA, () -> target.readFromReplica(slot, format));
    }

    @Override
    public void useReplicas(String cacheName) {
        target.useReplicas(cacheName);
    }

    @Override
    public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
        return pass(Kind.ACQUIRE, () -> target.acquire(slot, format, request));
    }

    @Override
    public CompletionStage<FillResult> fill(Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
        byte[] @Nullable [] copy = Arrays.copyOf(fields, fields.length);
        return pass(Kind.FILL, () -> target.fill(slot, format, fill, copy));
    }

    @Override
    public CompletionStage<Void> release(Slot slot, String nonce) {
        return pass(Kind.RELEASE, () -> target.release(slot, nonce));
    }

    @Override
    public CompletionStage<Void> begin(CacheKey key, Fence fence) {
        return pass(Kind.BEGIN, () -> target.begin(key, fence));
    }

    @Override
    public CompletionStage<String> beginPut(Slot slot, Fence fence) {
        return pass(Kind.BEGIN, () -> target.beginPut(slot, fence));
    }

    @Override
    public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
        evictions.add(key);
        return pass(Kind.EVICT, () -> target.evict(key, holdOff, writer));
    }

    @Override
    public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
        return pass(Kind.EVICT, () -> target.evictAll(cacheName, holdOff));
    }

    @Override
    public void watch(String cacheName, Duration lag, ToldKeys told) {
        target.watch(cacheName, lag, tellsNothing ? new NothingTold() : told);
    }

    /** Has nobody told what changes. */
    public ControlledEntryStore tellingNothing() {
        tellsNothing = true;
        return this;
    }

    /** Is told in place of a cache. */
    private static final class NothingTold implements ToldKeys {

        @Override
        public void told(CacheKey key) {}

        @Override
        public void lost() {}
    }

    @Override
    public void listen(StoreListener listener) {
        target.listen(listener);
    }

    @Override
    public void onNewPrimary(Runnable listener) {
        target.onNewPrimary(listener);
        newPrimary = listener;
    }

    /** Tells that another process is the primary. */
    public void replacePrimary() {
        newPrimary.run();
    }

    @Override
    public CompletionStage<EntryState> look(CacheKey key) {
        return target.look(key);
    }
}
