package io.github.dynamocached.cache;

import java.util.List;

/**
 * A caller whose thread may stand still when it has found a value in memory, until its node has heard some of what the channel
 * tells and answers.
 */
final class LateLookupActor extends ReadActor {

    LateLookupActor(String name, SearchWorld world, String node) {
        super(name, world, node, 0);
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        super.addSteps(steps);
        for (int i = 1; mayBegin() && i <= node.near.waiting(); i++) {
            int heard = i;
            steps.add(SearchStep.needed(
                    () -> name + " begins, and while it looks into memory " + heard + " messages are heard",
                    () -> beginLate(heard)));
        }
    }

    private void beginLate(int heard) {
        node.client().sees("late by " + heard);
        node.near.hearsWithinALookup(heard, this::begin);
    }
}
