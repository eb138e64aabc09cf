package io.github.dynamocached.streams;

import io.github.dynamocached.streams.ModelSteps.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state of a {@link ModelWorld}, the nearest first. In each of them it asks whether the entry would be stale for
 * good, if the nodes finished their work, and if they died and another one went on.
 *
 * <p><b>What it covers.</b> All orders of what two nodes do that lead or take themselves for the leader, of foreign writes, of
 * loads that are consistent or not, and of the events in the budget.
 *
 * <p><b>What it does not cover.</b> More than one key, three shards and two nodes. A second failover within a minute. The code itself: this is a model of its rules.
 * A node reads all that there is in a shard at once.
 */
final class StreamSearch {

    private final Set<String> known = new HashSet<>();
    private final Queue<Visited> toVisit = new ArrayDeque<>();
    private long transitions;

    /** A state, and how it was reached. */
    private record Visited(ModelWorld world, @Nullable Visited before, String step) {}

    /**
     * What was found.
     *
     * @param schedule the shortest way to a stale entry, empty if there is none
     */
    record Report(int states, long transitions, List<String> schedule) {}

    private StreamSearch() {}

    static Report of(ModelWorld first) {
        return new StreamSearch().run(first);
    }

    private Report run(ModelWorld first) {
        boolean unused = known.add(first.key());
        toVisit.add(new Visited(first, null, ""));
        while (!toVisit.isEmpty()) {
            Visited state = toVisit.remove();
            for (Step step : ModelSteps.of(state.world)) {
                transitions++;
                ModelWorld next = state.world.copy();
                step.change().accept(next);
                if (known.add(next.key())) {
                    Visited visited = new Visited(next, state, step.name());
                    if (ModelRest.isStale(next, true) || ModelRest.isStale(next, false)) {
                        return report(visited);
                    }
                    toVisit.add(visited);
                }
            }
        }
        return report(null);
    }

    private Report report(@Nullable Visited violated) {
        List<String> schedule = new ArrayList<>();
        for (Visited state = violated; state != null && state.before != null; state = state.before) {
            schedule.add(state.step);
        }
        Collections.reverse(schedule);
        return new Report(known.size(), transitions, schedule);
    }
}
