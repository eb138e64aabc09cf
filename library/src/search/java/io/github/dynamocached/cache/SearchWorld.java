package io.github.dynamocached.cache;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.memory.InMemorySnapshot;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Nodes, writers, faults, one database and one server, of which nothing moves until one of its {@link #steps} is taken.
 * The same steps in the same order lead to the same state, always.
 */
final class SearchWorld {

    private final SearchScenario scenario;
    private final SearchServer server = new SearchServer(new InMemoryServer());
    private final SearchDatabase database;
    private final SearchFaults faults;
    private final SearchInvariant invariant;
    private final Map<String, SearchNode> nodes = new LinkedHashMap<>();
    private final List<SearchNode> writers = new ArrayList<>();
    private final List<SearchActor> actors = new ArrayList<>();
    private final SearchReigns reigns = new SearchReigns(this);
    private final SearchReplica replica;
    private @Nullable InMemorySnapshot saved;
    private @Nullable List<SearchStep> next;
    private int deletions;
    private boolean atRest;
    private boolean over;

    SearchWorld(SearchScenario scenario) {
        this.scenario = scenario;
        this.database = new SearchDatabase(
                server.memory(), scenario.settings().holdOff().toMillis());
        this.faults = scenario.newFaults();
        this.invariant = new SearchInvariant(
                server.memory(),
                scripts(),
                scenario.boundOfLoads(),
                new SearchAges(server.memory(), database, scenario.settings()));
        if (scenario.isFilled()) {
            fill();
        }
        this.replica = new SearchReplica(this);
        for (String name : scenario.nodes()) {
            nodes.put(name, new SearchNode(name, this, scenario.areWaitsEnding()));
        }
        scenario.addActors(this, actors);
    }

    /** Fills the cache with the first version, whose time to live ends at once. */
    private void fill() {
        Fill fill = fill("nobody:" + server.memory().now() * 1000);
        BrokenScripts scripts = new BrokenScripts(scripts(), server.memory());
        scripts.plant(fill.token());
        ValueCodec codec = new TextCodec();
        CompletionStage<FillResult> unused =
                scripts.fill(SearchScenario.SLOT, codec.format(), fill, codec.encode(SearchDatabase.text(0)));
        if (scenario.values.areTheyExpiredAtOnce()) {
            server.memory().advance(scenario.settings().ttl());
        }
    }

    /** What is known of a value of this cache. */
    Fill fill(String token) {
        CacheSettings settings = scenario.settings();
        return new Fill(
                token,
                false,
                settings.ttl(),
                settings.staleWhileRevalidate(),
                settings.staleIfError(),
                Duration.ZERO,
                settings.maxVariants());
    }

    /** Deletes the key as a foreign client may. */
    void delete() {
        deletions++;
        boolean unused = server.memory().delete(InMemoryEntryStore.nameOf(SearchScenario.SLOT.key()));
        invariant.deleted();
    }

    /** Commits the next version and evicts, with an acknowledgement. */
    void writeAtOnce() {
        int version = database.commit();
        CompletionStage<Void> unused =
                scripts().evict(SearchScenario.SLOT.key(), scenario.settings().holdOff(), EntryStore.NO_WRITER);
        invariant.acknowledged(version);
    }

    /** Commits the next version and deletes all keys at once. */
    void writeAndFlush() {
        int version = database.commit();
        delete();
        nodes.values().forEach(node -> node.near.flushed());
        invariant.acknowledged(version);
    }

    /** How often the key was deleted, and with it every fence. */
    int deletions() {
        return deletions;
    }

    SearchScenario scenario() {
        return scenario;
    }

    SearchServer server() {
        return server;
    }

    SearchDatabase database() {
        return database;
    }

    SearchInvariant invariant() {
        return invariant;
    }

    SearchReplica replica() {
        return replica;
    }

    SearchReigns reigns() {
        return reigns;
    }

    /** A process serves that may lack what was acknowledged: each node owes what it has evicted. */
    void loseAcknowledged() {
        invariant.loseAcknowledged();
        nodes.values().forEach(SearchNode::loseAcknowledged);
        writers.forEach(SearchNode::loseAcknowledged);
    }

    boolean isAtRest() {
        return atRest;
    }

    SearchNode node(String name) {
        SearchNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("There is no node " + name);
        }
        return node;
    }

    /**
     * Whether the call is the next to begin of those that are the same but for their names, so that their order need not
     * be tried: calls of one method on one node, or on nodes to which nothing has happened yet.
     */
    boolean isNextToBegin(ReadActor call) {
        for (SearchActor actor : actors) {
            if (actor instanceof ReadActor other && !other.hasBegun() && other.isSameAs(call)) {
                return other == call;
            }
        }
        return true;
    }

    SearchClient newClient(String name) {
        return new SearchClient(name, server, reigns, scenario.whole(), faults);
    }

    /** A node that reads nothing, with a connection of its own. */
    SearchNode writer(String name) {
        SearchNode writer = new SearchNode(name, this, false);
        writers.add(writer);
        return writer;
    }

    /** The scripts that a client runs. */
    EntryStore scripts(String client) {
        return scenario.variant().scripts(scripts(), server.memory(), client);
    }

    private EntryStore scripts() {
        return scenario.scripts().over(server.memory());
    }

    /** Keeps the server's keys as they are now, for a restart. */
    void save() {
        saved = server.memory().snapshot();
    }

    boolean isSaved() {
        return saved != null;
    }

    /** Starts the server again from what was saved, a moment after everything that happened on it. */
    void restart() {
        InMemorySnapshot snapshot = saved;
        if (snapshot != null) {
            server.memory().setNow(server.memory().now() + 1);
            server.memory().restartFrom(snapshot);
            saved = null;
        }
    }

    /** What may happen next, in an order that depends on the state alone. Nothing after a violation. */
    List<SearchStep> steps() {
        List<SearchStep> known = next;
        if (known == null) {
            known = possibleSteps();
            next = known;
        }
        return known;
    }

    private List<SearchStep> possibleSteps() {
        List<SearchStep> steps = new ArrayList<>();
        if (atRest || invariant.violation() != null) {
            return steps;
        }
        actors.forEach(actor -> actor.addSteps(steps));
        nodes.values().forEach(node -> node.addSteps(steps));
        writers.forEach(writer -> writer.addSteps(steps));
        if (steps.stream().anyMatch(step -> step.need() == SearchStep.Need.NEEDED)) {
            steps.removeIf(step -> step.need() == SearchStep.Need.RELUCTANT);
        } else if (steps.stream().allMatch(step -> step.need() == SearchStep.Need.OPTIONAL)) {
            nodes.forEach((name, node) -> addReadAtRest(name, node, steps));
        }
        return steps;
    }

    /** Takes the step of that number. */
    void take(int choice) {
        take(steps().get(choice));
    }

    void take(SearchStep step) {
        next = null;
        step.action().run();
        nodes.values().forEach(SearchNode::settle);
        writers.forEach(SearchNode::settle);
    }

    /** What does not hold in this state, null if everything does. */
    @Nullable
    String violation() {
        invariant.check();
        return invariant.violation();
    }

    private void addReadAtRest(String name, SearchNode node, List<SearchStep> steps) {
        if (!node.isDown()) {
            steps.add(SearchStep.optional(
                    () -> "everything is at rest, and " + name + " reads", () -> readAtRest(name, node)));
        }
    }

    private void readAtRest(String name, SearchNode node) {
        atRest = true;
        replica.catchUp();
        actors.forEach(SearchActor::atRest);
        node.becomeImmediate();
        new ReadActor("a read at rest on " + name, this, name, 0).begin();
    }

    /** Ends everything that is still under way. */
    void end() {
        over = true;
        nodes.values().forEach(SearchNode::end);
        writers.forEach(SearchNode::end);
    }

    boolean isOver() {
        return over;
    }

    /** The whole state as text: equal only for states from which the same can happen. */
    String state() {
        StringBuilder state = new StringBuilder(server.state());
        if (saved != null) {
            state.append("\nsaved ").append(server.named(saved.toString()));
        }
        state.append(scenario.values.replica() ? replica.state() : "")
                .append(reigns.state())
                .append('\n')
                .append(database)
                .append(' ')
                .append(faults)
                .append(' ')
                .append(invariant);
        nodes.values().forEach(node -> state.append('\n').append(node.state()));
        writers.forEach(writer -> state.append('\n').append(writer.state()));
        actors.forEach(actor -> state.append('\n').append(actor.state()));
        return state.append(atRest).toString();
    }
}
