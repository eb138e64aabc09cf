package io.github.dynamocached.cache;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.cache.SearchClient.Kind;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who acts in a search, on which nodes, and what may go wrong. */
final class SearchScenario {

    static final Slot SLOT = new Slot(CacheKey.of("items", List.of("1")), "Text");
    /** So long that real time, which the search does not control, never ends a wait. */
    static final Budgets BUDGETS = new Budgets(Duration.ofHours(1), Duration.ofHours(1));

    static final Duration LEASE = Duration.ofSeconds(10);
    static final Duration HOLD_OFF = Duration.ofSeconds(2);

    private final String name;
    private final Consistency consistency;
    private final Map<String, List<String>> nodes = new TreeMap<>();
    private final List<Function<SearchWorld, SearchActor>> actors = new ArrayList<>();
    private final Set<SearchFaults.Kind> faults = EnumSet.noneOf(SearchFaults.Kind.class);
    private final Set<Kind> whole = EnumSet.of(Kind.READ, Kind.LOCK, Kind.UNLOCK, Kind.RELEASE);
    private int mostFaults;
    private int methods = 1;
    private int polls = 1;
    private boolean waitsEnd;
    private boolean lockAnswersAnything;
    private boolean threadsAreLate;
    private int mostLoads = Integer.MAX_VALUE;
    private BrokenVariant variant = BrokenVariant.NONE;
    private SearchScripts scripts = InMemoryEntryStore::new;
    SearchedValues values = SearchedValues.FRESH;
    private boolean filled;
    private @Nullable CacheSettings settings;
    private int writers;
    private int reads;

    SearchScenario(String name, Consistency consistency) {
        this.name = name;
        this.consistency = consistency;
    }

    SearchScenario read(String node) {
        return read(node, 0);
    }

    /** Adds a call of one of several methods that share the slot. */
    SearchScenario read(String node, int method) {
        happens(node, "read " + method);
        methods = Math.max(methods, method + 1);
        int number = reads++;
        return addActor(world -> new ReadActor("R" + number + " on " + node, world, node, method));
    }

    /** Adds a background refresh on a node. */
    SearchScenario refresh(String node) {
        happens(node, "refresh");
        int number = reads++;
        return addActor(world -> new RefreshActor("refresh " + number + " on " + node, world, node));
    }

    /** The first version is in the cache, and its time to live is over. */
    SearchScenario filled(Duration stale, Duration error) {
        filled = true;
        values = values.kept(stale, error);
        return this;
    }

    SearchScenario timeToLive(Duration time) {
        values = values.living(time);
        return this;
    }

    /** Adds a writer that evicts. */
    SearchScenario write() {
        return write(WriteActor.Way.AWAITED);
    }

    SearchScenario write(WriteActor.Way way) {
        return addWriter("", (writer, world) -> new WriteActor(writer, world, world.writer(writer), way));
    }

    /** Adds a writer that announces its write. */
    SearchScenario fencedWrite(FencedWriteActor.Kind kind) {
        return addWriter("", (writer, world) -> new FencedWriteActor(writer, world, kind));
    }

    /** Adds a writer on a node that evicts. */
    SearchScenario writeOn(String node) {
        return writeOn(node, WriteActor.Way.AWAITED);
    }

    SearchScenario writeOn(String node, WriteActor.Way way) {
        happens(node, "write " + way);
        return addWriter(" on " + node, (writer, world) -> new WriteActor(writer, world, world.node(node), way));
    }

    /** Adds a write that a node only sees. */
    SearchScenario openWrite(String node, OpenWriteActor.End end) {
        happens(node, "open write " + end);
        return addWriter(" on " + node, (writer, world) -> new OpenWriteActor(writer, world, world.node(node), end));
    }

    private SearchScenario addWriter(String where, BiFunction<String, SearchWorld, SearchActor> writer) {
        String writerName = "W" + writers++ + where;
        return addActor(world -> writer.apply(writerName, world));
    }

    SearchScenario addActor(Function<SearchWorld, SearchActor> actor) {
        actors.add(actor);
        return this;
    }

    /** Somebody may evict every key. */
    SearchScenario evictAll() {
        return addActor(EvictAllActor::new);
    }

    /** Somebody else, or an eviction of memory, may delete the key. */
    SearchScenario foreignDelete() {
        return event("the key is deleted", 1, SearchWorld::delete);
    }

    /** The server's clock may go forward. */
    SearchScenario timePasses(Duration time, int times) {
        return event(
                "the server's clock goes on by " + time.toSeconds() + " s",
                times,
                world -> world.server().memory().advance(time));
    }

    /** A node may die. */
    SearchScenario crash(String node) {
        happens(node, "crash");
        return event(node + " crashes", 1, world -> world.node(node).crash());
    }

    /** The server may be saved, and later be started from what was saved. */
    SearchScenario restart() {
        SearchScenario unused = event("the server saves a snapshot", 1, SearchWorld::save);
        return addActor(
                world -> new SearchEvent("the server restarts from its snapshot", 1, world::isSaved, world::restart));
    }

    void happens(String node, String what) {
        nodes.computeIfAbsent(node, unused -> new ArrayList<>()).add(what);
    }

    /** Whether the same happens on two nodes. */
    boolean isSameOn(String node, String other) {
        return nodes.getOrDefault(node, List.of()).equals(nodes.getOrDefault(other, List.of()));
    }

    SearchScenario event(String what, int times, Consumer<SearchWorld> action) {
        return addActor(world -> new SearchEvent(what, times, () -> true, () -> action.accept(world)));
    }

    /** A number of faults of these kinds may happen. */
    SearchScenario faults(int most, SearchFaults.Kind... kinds) {
        mostFaults = most;
        faults.addAll(List.of(kinds));
        return this;
    }

    /** Lookups, polls and lock commands, too, are executed in one step and answered in another. */
    SearchScenario everythingInTwoSteps() {
        whole.removeAll(EnumSet.of(Kind.READ, Kind.LOCK));
        return this;
    }

    /** Every command is executed and answered in one step. */
    SearchScenario everythingInOneStep() {
        whole.addAll(EnumSet.allOf(Kind.class));
        return this;
    }

    /** Threads that wait for a lookup or a poll go on some time after its answer. */
    SearchScenario threadsAreLate() {
        threadsAreLate = true;
        return this;
    }

    /** Timers may go off so late that a wait is over. */
    SearchScenario waitsEnd() {
        waitsEnd = true;
        return this;
    }

    /** So many polls of a node may take place while others could act instead. */
    SearchScenario polls(int most) {
        polls = most;
        return this;
    }

    /** The lock answers anything. */
    SearchScenario anyLock() {
        lockAnswersAnything = true;
        return this;
    }

    /** There must not be more loads than that. */
    SearchScenario mostLoads(int most) {
        mostLoads = most;
        return this;
    }

    SearchScenario broken(BrokenVariant broken) {
        variant = broken;
        return this;
    }

    /** The scripts are others than those of the fake. */
    SearchScenario on(SearchScripts others) {
        scripts = others;
        return this;
    }

    @Override
    public String toString() {
        return name;
    }

    SearchScripts scripts() {
        return scripts;
    }

    Set<String> nodes() {
        return nodes.keySet();
    }

    void addActors(SearchWorld world, List<SearchActor> to) {
        actors.forEach(actor -> to.add(actor.apply(world)));
    }

    SearchFaults newFaults() {
        return new SearchFaults(mostFaults, faults);
    }

    Set<Kind> whole() {
        return whole;
    }

    boolean isFenced() {
        return consistency == Consistency.FENCED;
    }

    boolean isFilled() {
        return filled;
    }

    int methods() {
        return methods;
    }

    int polls() {
        return polls;
    }

    boolean areWaitsEnding() {
        return waitsEnd;
    }

    boolean areThreadsLate() {
        return threadsAreLate;
    }

    boolean isLockAnsweringAnything() {
        return lockAnswersAnything;
    }

    int boundOfLoads() {
        return mostLoads;
    }

    BrokenVariant variant() {
        return variant;
    }

    CacheSettings settings() {
        if (settings == null) {
            settings = values.in(consistency);
        }
        return settings;
    }
}
