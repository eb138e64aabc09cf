package io.github.dynamocached.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that a {@link SearchScenario} can reach. Futures cannot be copied, so a state is reached again by
 * taking its steps from the beginning.
 *
 * <p>States are told apart by a digest of {@link SearchWorld#state}: what is on the server, the database, what every node
 * and writer has seen so far in its order, every command under way, and what the invariant remembers. Two states that
 * differ only in the order of events on different nodes are one, and so are two that differ only in the names of nodes
 * on which the same happens.
 *
 * <p><b>What it covers.</b> All orders of: calls, commands and their answers, tasks of the executor, timers, reads of the
 * database and returns of loads, writes and evictions, and whatever faults the scenario names, up to their number.
 *
 * <p><b>What it does not cover.</b> Threads: a node does one thing at a time, as if all its steps held one lock. The waits
 * of the synchronous methods, and batches. A follower that gives up waiting for its flight: no deadline is ever over but
 * that of a command. More calls, writers, faults and polls than the scenario has. Clocks of the server that go backwards.
 * More than one key.
 */
final class StateSearch {

    private static final int LONGEST = 400;

    private final SearchScenario scenario;
    private final int[] way = new int[LONGEST];
    private SearchFingerprints known = new SearchFingerprints();
    private long transitions;

    /** A state, by the way that led to it. */
    private record Visited(@Nullable Visited before, int choice, int choices, int length) {}

    StateSearch(SearchScenario scenario) {
        this.scenario = scenario;
    }

    /** Visits every state; if something does not hold in one of them, looks for the shortest way to such a state. */
    SearchReport run() {
        SearchWorld world = new SearchWorld(scenario);
        boolean unused = known.add(world.state());
        return holdsFrom(world, 0) ? report(null) : shortest();
    }

    /**
     * Visits what can be reached from a state that a world has just come to, and returns whether everything holds there.
     * Depth first, because that world need not be led to the first of the next states again.
     */
    private boolean holdsFrom(SearchWorld arrived, int depth) {
        SearchWorld world = arrived;
        int choices = world.steps().size();
        for (way[depth] = 0; way[depth] < choices; way[depth]++) {
            if (way[depth] > 0) {
                world = at(way, depth);
            }
            transitions++;
            world.take(way[depth]);
            boolean holds = world.violation() == null;
            if (holds && known.add(world.state())) {
                holds = holdsFrom(world, next(depth));
            }
            world.end();
            if (!holds) {
                return false;
            }
        }
        world.end();
        return true;
    }

    private int next(int depth) {
        if (depth + 1 == LONGEST) {
            throw new IllegalStateException(scenario + ": a schedule does not end. Bound the scenario");
        }
        return depth + 1;
    }

    private SearchWorld at(int[] choices, int length) {
        SearchWorld world = new SearchWorld(scenario);
        for (int i = 0; i < length; i++) {
            world.take(choices[i]);
        }
        return world;
    }

    /** Breadth first, until something does not hold or every state was visited. */
    SearchReport shortest() {
        known = new SearchFingerprints();
        transitions = 0;
        Queue<Visited> toVisit = new ArrayDeque<>();
        Visited violated = arrive(null, -1, 0, toVisit);
        while (violated == null && !toVisit.isEmpty()) {
            Visited state = toVisit.remove();
            for (int choice = 0; choice < state.choices && violated == null; choice++) {
                transitions++;
                violated = arrive(state, choice, next(state.length), toVisit);
            }
        }
        return report(violated);
    }

    /** Arrives at a state, which is returned if something does not hold in it. */
    private @Nullable Visited arrive(@Nullable Visited before, int choice, int length, Queue<Visited> toVisit) {
        SearchWorld world = at(wayTo(before, choice, length), length);
        boolean isNew = known.add(world.state());
        Visited state = new Visited(before, choice, world.steps().size(), length);
        boolean holds = world.violation() == null;
        if (holds && isNew) {
            toVisit.add(state);
        }
        world.end();
        return holds ? null : state;
    }

    private static int[] wayTo(@Nullable Visited before, int choice, int length) {
        int[] choices = new int[length];
        int last = choice;
        Visited state = before;
        for (int i = length - 1; i >= 0; i--) {
            choices[i] = last;
            if (state != null) {
                last = state.choice;
                state = state.before;
            }
        }
        return choices;
    }

    private SearchReport report(@Nullable Visited violated) {
        List<String> schedule = new ArrayList<>();
        String violation = null;
        if (violated != null) {
            SearchWorld world = new SearchWorld(scenario);
            for (int taken : wayTo(violated.before, violated.choice, violated.length)) {
                schedule.add(world.steps().get(taken).toString());
                world.take(taken);
            }
            violation = world.violation();
            world.end();
        }
        return new SearchReport(scenario.toString(), known.size(), known.sum(), transitions, violation, schedule);
    }

    /** Takes the steps of a printed schedule, and returns the violation that they lead to, null for none. */
    static @Nullable String replay(SearchScenario scenario, List<String> schedule) {
        SearchWorld world = new SearchWorld(scenario);
        try {
            for (String name : schedule) {
                world.take(named(name, world.steps()));
            }
            return world.violation();
        } finally {
            world.end();
        }
    }

    private static SearchStep named(String name, List<SearchStep> steps) {
        return steps.stream()
                .filter(step -> step.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not among " + steps));
    }
}
