package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Somebody who evicts every key, without having written anything. */
final class EvictAllActor implements SearchActor {

    private final SearchNode node;
    private boolean begun;

    EvictAllActor(SearchWorld world) {
        this.node = world.writer("E");
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun) {
            steps.add(SearchStep.optional(() -> "E evicts every key", this::evict));
        }
    }

    private void evict() {
        begun = true;
        CompletableFuture<Boolean> unused = node.evictAll();
    }

    @Override
    public String state() {
        return String.valueOf(begun);
    }
}
