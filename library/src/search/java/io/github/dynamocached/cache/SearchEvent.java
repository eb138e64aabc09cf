package io.github.dynamocached.cache;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Something that may happen a number of times, or not at all. */
final class SearchEvent implements SearchActor {

    private final String name;
    private final int times;
    private final BooleanSupplier possible;
    private final Runnable action;
    private int happened;

    SearchEvent(String name, int times, BooleanSupplier possible, Runnable action) {
        this.name = name;
        this.times = times;
        this.possible = possible;
        this.action = action;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (happened < times && possible.getAsBoolean()) {
            steps.add(SearchStep.optional(() -> name, this::happen));
        }
    }

    private void happen() {
        happened++;
        action.run();
    }

    @Override
    public String state() {
        return String.valueOf(happened);
    }
}
