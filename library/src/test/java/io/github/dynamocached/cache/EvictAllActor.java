package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Somebody who evicts every key, without having written anything. */
final class EvictAllActor implements SearchActor {

    static final String NAME = "E";

    private final SearchWorld world;
    private final EntryStore store;
    private boolean begun;

    EvictAllActor(SearchWorld world) {
        this.world = world;
        this.store = world.writer(NAME);
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun) {
            steps.add(SearchStep.optional(() -> NAME + " evicts every key", this::evict));
        }
    }

    private void evict() {
        begun = true;
        CompletionStage<Void> unused = store.evict(
                SearchScenario.SLOT.key(), world.scenario().settings().holdOff(), EntryStore.NO_WRITER);
    }

    @Override
    public String state() {
        return String.valueOf(begun);
    }
}
