package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.command.Nonces;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.eviction.PoisonedKeys;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.SeenWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One node: a whole {@link ReadThroughCache} whose commands, timers, tasks and loads wait for the search. */
final class SearchNode implements Caller {

    private final String name;
    private final SearchWorld world;
    private final SearchClient client;
    private final SearchClock clock;
    private final Ports ports;
    private final PoisonedKeys poisoned;
    private final ReadThroughCache cache;
    private final OpenWrites openWrites;
    private final CacheCore parts;
    private final SharedLoads bypasses;
    final SearchNear near;
    private final List<ReadOperation> operations = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<SearchLoad> loads = new ArrayList<>();
    private int tasksGiven;
    private int pending;
    private int evicted;
    private boolean immediate;
    private boolean down;

    private record Task(int number, Runnable runnable) {}

    /** @param mayBeLate whether timers may go off so late that a wait is over */
    SearchNode(String name, SearchWorld world, boolean mayBeLate) {
        this.name = name;
        this.world = world;
        this.client = world.newClient(name);
        SearchScenario scenario = world.scenario();
        this.clock = new SearchClock(client, scenario.polls(), mayBeLate);
        Executor reader = scenario.areThreadsLate() ? this : Runnable::run;
        CacheSettings settings = scenario.settings();
        this.poisoned = scenario.variant().pending(CacheKey.everyKeyOf(settings.name()));
        this.near = new SearchNear(world, client, clock, poisoned, this);
        SearchStore store = new SearchStore(world, client, reader, near.channel());
        SearchLock lock = new SearchLock(
                new InMemoryLoadLock(world.server().memory()), client, scenario.isLockAnsweringAnything());
        this.ports = new Ports(store, lock, SearchScenario.BUDGETS, failure -> true, clock, new Nonces(name));
        Listeners nobody = new Listeners(List.of());
        Outbox outbox = new Outbox(settings, ports, nobody, near.cache(), poisoned);
        this.cache = new ReadThroughCache(settings, ports, nobody, this, outbox);
        this.openWrites = scenario.variant().openWrites(new CacheCore(settings, ports, nobody, outbox));
        this.parts = new CacheCore(settings, ports, nobody, new Outbox(settings, ports, nobody));
        this.bypasses = new SharedLoads(parts);
        client.onNewPrimary(this::meetsNewPrimary);
        for (int method = 0; method < scenario.methods(); method++) {
            operations.add(new ReadOperation("Items.find" + method, new TextCodec(), null));
        }
    }

    SearchClock clock() {
        return clock;
    }

    SearchClient client() {
        return client;
    }

    boolean isDown() {
        return down;
    }

    /** Whether this node and another one are the same but for their names: the same will happen to them, and nothing has. */
    boolean isSameAs(SearchNode other) {
        return client.hasSeenNothing()
                && other.client.hasSeenNothing()
                && world.scenario().isSameOn(name, other.name);
    }

    CompletableFuture<Write> beginWrite() {
        near.beforeEviction();
        return cache.beginWriteAsync(List.of(SearchScenario.SLOT.key()));
    }

    /** Evicts the key without waiting. */
    void owe() {
        cache.owe(List.of(SearchScenario.SLOT.key()));
    }

    /** Begins a write of the key that somebody else makes and ends. */
    SeenWrite openWrite() {
        return openWrites.open(List.of(SearchScenario.SLOT.key()));
    }

    /** Announces a put into the slot. */
    CompletableFuture<Put> beginPut() {
        return cache.beginPutAsync(operations.get(0), SearchScenario.SLOT);
    }

    /** Evicts every key. */
    CompletableFuture<Boolean> evictAll() {
        return cache.evictAsync(List.of(CacheKey.everyKeyOf(cache.settings().name())));
    }

    private void meetsNewPrimary() {
        BrokenVariant variant = world.scenario().variant();
        if (!variant.isToldOf(world.reigns().current())) {
            return;
        }
        if (variant.isToldLater()) {
            execute(cache::replayEvictions);
        } else {
            cache.replayEvictions();
        }
    }

    /** The eviction after that version's write is acknowledged, and counts if the process that did it serves still. */
    void acknowledged(int version) {
        evicted = Math.max(evicted, version);
        if (world.reigns().current() == 0 || isNothingPending()) {
            world.invariant().acknowledged(version);
        } else {
            owes(version);
        }
    }

    private boolean isNothingPending() {
        return client.hasMetAll() && poisoned.isEmpty();
    }

    /** What this node has evicted may be there again, which other nodes may see until it has evicted it once more. */
    void loseAcknowledged() {
        pending = Math.max(pending, evicted);
    }

    /** The eviction after that version's write has failed: reads of this node bypass the cache until it passes. */
    void owes(int version) {
        pending = Math.max(pending, version);
    }

    /** What is not pending any more is acknowledged. */
    void settle() {
        near.look();
        if (pending > 0 && !down && isNothingPending()) {
            evicted = Math.max(evicted, pending);
            world.invariant().acknowledged(pending);
            pending = 0;
        }
    }

    /** The oldest version that a read may return which begins on this node now. From a replica it may be older for a while. */
    int required() {
        return Math.max(pending, world.replica().required(client, evicted));
    }

    /** The oldest version that this node may return from its memory to a read that begins now. */
    int requiredOfNear() {
        return Math.max(Math.max(evicted, pending), near.confirmed());
    }

    /** Calls a cached method on this node. */
    CompletionStage<Outcome> read(int method, Loader loader) {
        ReadCall call = begun(method, loader);
        Outcome kept = near.beforeTheOutbox(call);
        return kept == null ? cache.reads().read(call) : CompletableFuture.completedFuture(kept);
    }

    /** Begins a read on this node whose caller loads itself. */
    CompletableFuture<OpenRead> open(Loader loader) {
        return cache.openReads().open(begun(0, loader));
    }

    /** Evicts the key on this node. */
    CompletableFuture<Boolean> evict() {
        return cache.evictAsync(List.of(SearchScenario.SLOT.key()));
    }

    /** Loads on this node beside what the cache does there. */
    CompletionStage<Outcome> bypass(BypassActor.Way way, Loader loader) {
        return way.load(begun(0, loader), bypasses, world.scenario().variant());
    }

    private ReadCall begun(int method, Loader loader) {
        long moment = world.scenario().variant().began(ports.timing().nanos());
        ReadOperation operation = operations.get(method);
        return new ReadCall(
                operation,
                SearchScenario.SLOT,
                loader,
                this,
                moment,
                cache.reads().replays());
    }

    /** Refreshes on this node what the cache holds now, if it is stale. */
    CompletionStage<RefreshResult> refresh(Loader loader) {
        ReadCall call = begun(0, loader);
        RefreshingRead refresh = new RefreshingRead(call, parts);
        return ports.store()
                .read(call.slot(), call.format(), false)
                .thenCompose(found -> found.freshness() == Freshness.STALE
                        ? refresh.replace(found.stamp())
                        : CompletableFuture.completedFuture(RefreshResult.NOT_NEEDED));
    }

    /** A load that some call of this node makes now. */
    CompletionStage<@Nullable Object> load() {
        LoadContext context = LoadContext.current();
        if (context == null) {
            throw new IllegalStateException("A load without its context");
        }
        String id = name + " load " + (loads.size() + 1);
        SearchLoad load = new SearchLoad(
                id, client, world.database(), context, world.scenario().variant());
        loads.add(load);
        if (world.isOver()) {
            load.stop();
        } else if (immediate) {
            load.now();
        }
        return load.end();
    }

    @Override
    public void execute(Runnable task) {
        if (immediate) {
            task.run();
        } else {
            tasks.add(new Task(++tasksGiven, task));
        }
    }

    void addSteps(List<SearchStep> steps) {
        client.addSteps(steps);
        if (!down && world.scenario().variant().asksWhoServes()) {
            client.addMeeting(steps);
        }
        clock.addSteps(steps);
        for (Task task : tasks) {
            steps.add(SearchStep.needed(() -> name + " runs task " + task.number, () -> run(task)));
        }
        if (!down) {
            near.addSteps(steps);
            loads.forEach(load -> load.addSteps(steps));
        }
    }

    private void run(Task task) {
        tasks.remove(task);
        client.sees("task " + task.number);
        task.runnable.run();
    }

    /** From now on everything on this node happens at once. */
    void becomeImmediate() {
        immediate = true;
        client.becomeImmediate();
        clock.becomeImmediate();
    }

    /** Dies: nothing of it goes on, and what it has left on the server stays. */
    void crash() {
        down = true;
        client.crash();
        clock.crash();
        tasks.clear();
    }

    /** Ends everything that is under way, so that nothing of a finished world is kept. */
    void end() {
        immediate = true;
        client.end();
        clock.end();
        List.copyOf(loads).forEach(SearchLoad::stop);
        List<Task> left = List.copyOf(tasks);
        tasks.clear();
        left.forEach(task -> task.runnable.run());
    }

    String state() {
        String running = loads.stream().map(load -> ' ' + load.state()).collect(Collectors.joining());
        return client.state() + pending + near.state() + running;
    }
}
