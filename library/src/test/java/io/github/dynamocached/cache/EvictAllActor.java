package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Somebody who evicts every key, without having written anything. */
final class EvictAllActor implements SearchActor {

    private final SearchWorld world;
    private final EntryStore store;
    private boolean begun;

    EvictAllActor(SearchWorld world) {
        this.world = world;
        this.store = world.writer("E");
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun) {
            steps.add(SearchStep.optional(() -> "E evicts every key", this::evict));
        }
    }

    private void evict() {
        begun = true;
        CacheSettings settings = world.scenario().settings();
        CompletionStage<Void> unused = store.evictAll(settings.name(), settings.holdOff());
    }

    @Override
    public String state() {
        return String.valueOf(begun);
    }
}
