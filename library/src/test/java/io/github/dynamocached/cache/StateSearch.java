package io.github.dynamocached.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that a {@link SearchScenario} can reach, breadth first, so that the first violation found has the
 * shortest schedule. Futures cannot be copied, so a state is reached again by taking its steps from the beginning.
 *
 * <p>States are told apart by a 128 bit digest of {@link SearchWorld#state}: what is on the server, the database, what
 * every node and writer has seen so far in its order, every command under way, and what the invariant remembers. Two
 * states that differ only in the order of events on different nodes are one.
 *
 * <p><b>What it covers.</b> All orders of: calls, commands and their answers, tasks of the executor, timers, reads of the
 * database and returns of loads, writes and evictions, and whatever faults the scenario names, up to their number.
 *
 * <p><b>What it does not cover.</b> Threads: a node does one thing at a time, as if all its steps held one lock. The
 * synchronous door. A follower that gives up waiting for its flight, because that deadline runs on real time. More
 * calls, writers, faults and polls than the scenario has. Clocks of the server that go backwards. More than one key.
 */
final class StateSearch {

    private static final int LONGEST = 400;

    private final SearchScenario scenario;
    private final Set<Fingerprint> known = new HashSet<>();
    private final Queue<Visited> toVisit = new ArrayDeque<>();
    private long transitions;
    private @Nullable Visited violated;

    private record Fingerprint(long high, long low) {}

    /** A state, by the way that led to it. */
    private record Visited(@Nullable Visited before, int choice, int choices, int length) {}

    StateSearch(SearchScenario scenario) {
        this.scenario = scenario;
    }

    /** Searches until a violation is found or nothing is left. */
    SearchReport run() {
        arrive(null, -1, 0);
        while (violated == null && !toVisit.isEmpty()) {
            Visited state = toVisit.remove();
            for (int choice = 0; choice < state.choices && violated == null; choice++) {
                transitions++;
                arrive(state, choice, state.length + 1);
            }
        }
        return report();
    }

    private void arrive(@Nullable Visited before, int choice, int length) {
        if (length > LONGEST) {
            throw new IllegalStateException(scenario.name() + ": a schedule does not end. Bound the scenario");
        }
        SearchWorld world = new SearchWorld(scenario);
        for (int taken : way(before, choice, length)) {
            world.take(taken);
        }
        String violation = world.violation();
        boolean isNew = known.add(fingerprint(world.state()));
        Visited state = new Visited(before, choice, world.steps().size(), length);
        if (violation != null) {
            violated = state;
        } else if (isNew) {
            toVisit.add(state);
        }
        world.end();
    }

    private static int[] way(@Nullable Visited before, int choice, int length) {
        int[] way = new int[length];
        int last = choice;
        Visited state = before;
        for (int i = length - 1; i >= 0; i--) {
            way[i] = last;
            if (state != null) {
                last = state.choice;
                state = state.before;
            }
        }
        return way;
    }

    private SearchReport report() {
        Visited end = violated;
        List<String> schedule = new ArrayList<>();
        if (end == null) {
            return new SearchReport(scenario.name(), known.size(), transitions, null, schedule);
        }
        SearchWorld world = new SearchWorld(scenario);
        for (int taken : way(end.before, end.choice, end.length)) {
            schedule.add(world.steps().get(taken).toString());
            world.take(taken);
        }
        String violation = world.violation();
        world.end();
        return new SearchReport(scenario.name(), known.size(), transitions, violation, schedule);
    }

    /** Takes the steps of a printed schedule, and returns the violation that they lead to, null for none. */
    static @Nullable String replay(SearchScenario scenario, List<String> schedule) {
        SearchWorld world = new SearchWorld(scenario);
        try {
            for (String name : schedule) {
                named(name, world.steps()).action().run();
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

    private static Fingerprint fingerprint(String state) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(state.getBytes(StandardCharsets.UTF_8)));
            return new Fingerprint(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
