package io.github.dynamocached.cache;

import io.github.dynamocached.store.EntryStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A connection to the server: the commands that its owner has sent, and all that its owner has seen so far. The code
 * under search is deterministic and single-threaded, so what an owner has seen decides what it will do.
 */
final class SearchClient {

    /** The kinds of commands. */
    enum Kind {
        READ,
        ACQUIRE,
        FILL,
        RELEASE,
        BEGIN,
        EVICT,
        LOCK,
        UNLOCK
    }

    private final String name;
    private final SearchServer server;
    private final SearchReigns reigns;
    private final Set<Kind> whole;
    private final SearchFaults faults;
    private final Map<Kind, Integer> sent = new EnumMap<>(Kind.class);
    private final List<SearchCommand<?>> commands = new ArrayList<>();
    private final List<SearchCommand<?>> vanished = new ArrayList<>();
    private final StringBuilder seen = new StringBuilder();
    private int givenUp;
    private int met;
    private Runnable onNewPrimary = () -> {};
    private boolean immediate;
    private boolean away;

    SearchClient(String name, SearchServer server, SearchReigns reigns, Set<Kind> whole, SearchFaults faults) {
        this.name = name;
        this.server = server;
        this.reigns = reigns;
        this.whole = whole.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(whole);
        this.faults = faults;
    }

    String name() {
        return name;
    }

    SearchServer server() {
        return server;
    }

    SearchFaults faults() {
        return faults;
    }

    /** Sends a command, which waits for the search to execute it. */
    <T> CompletableFuture<T> send(Kind kind, List<SearchCommand.Way<T>> ways, Function<T, String> description) {
        if (away) {
            return CompletableFuture.failedFuture(SearchStop.OVER);
        }
        String id = name + " " + kind.name().toLowerCase(Locale.ROOT) + " " + sent.merge(kind, 1, Integer::sum);
        SearchCommand<T> command = new SearchCommand<>(id, kind, this, whole.contains(kind), ways, description);
        if (immediate) {
            return command.now();
        }
        commands.add(command);
        return command.caller();
    }

    /** Notes something that the owner has learnt. */
    void sees(String event) {
        seen.append(event).append(';');
    }

    boolean hasSeenNothing() {
        return seen.isEmpty();
    }

    /** Runs something when the owner meets another primary. */
    void onNewPrimary(Runnable listener) {
        onNewPrimary = listener;
    }

    /** The reign of the process that executes a command of the owner now. */
    int reign() {
        return isAtReplica() ? met : reigns.current();
    }

    /** Whether the owner's connection leads to a replica, and the owner takes it for the primary. */
    boolean isAtReplica() {
        return reigns.replicaOf(met) != null;
    }

    /** Where the owner's commands are executed, which is a store unless it is at a replica. */
    EntryStore at(EntryStore store) {
        EntryStore replica = reigns.replicaOf(met);
        return replica == null ? store : replica;
    }

    boolean hasMetAll() {
        return met == reigns.current();
    }

    /** Hears that a process serves. The connection to a replica is closed, and what is under way over it fails. */
    void meets(int reign) {
        if (reign > met) {
            boolean leaves = isAtReplica();
            met = reign;
            sees("reign " + reign);
            onNewPrimary.run();
            if (leaves) {
                List.copyOf(commands).forEach(SearchCommand::close);
            }
        }
    }

    /** The primaries are asked who they are again and again. */
    void addMeeting(List<SearchStep> steps) {
        if (!hasMetAll()) {
            steps.add(SearchStep.needed(() -> name + " asks who serves", () -> meets(reigns.current())));
        }
    }

    void gaveUp() {
        givenUp++;
    }

    /** How many commands were given up so far. */
    int givenUp() {
        return givenUp;
    }

    void addSteps(List<SearchStep> steps) {
        for (int i = 0; i < commands.size(); i++) {
            commands.get(i).addSteps(steps, faults);
        }
    }

    /** From now on commands are executed as they are sent. */
    void becomeImmediate() {
        immediate = true;
    }

    /** Drops all commands: nobody waits for them and the server will never see them. */
    void crash() {
        vanished.addAll(commands);
        commands.clear();
        sees("crash");
    }

    /** Fails whatever is sent from now on and whatever is under way, so that nothing of a finished world is kept. */
    void end() {
        away = true;
        vanished.addAll(commands);
        commands.clear();
        vanished.forEach(SearchCommand::fail);
    }

    String state() {
        StringBuilder state = new StringBuilder(name).append(':').append(seen);
        commands.forEach(command -> state.append(' ').append(command.state()));
        return state.toString();
    }
}
