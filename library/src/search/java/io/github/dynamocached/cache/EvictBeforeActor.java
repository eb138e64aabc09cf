package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A writer that evicts before it commits the next version, and after that once more. Broken, it evicts before only. */
final class EvictBeforeActor implements SearchActor {

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private final boolean broken;
    private boolean begun;
    private boolean ended;
    private int version;

    EvictBeforeActor(String name, SearchWorld world, boolean broken) {
        this.name = name;
        this.world = world;
        this.node = world.writer(name);
        this.broken = broken;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun) {
            steps.add(SearchStep.needed(() -> name + " evicts, and then writes", this::begin));
        }
    }

    private void begin() {
        begun = true;
        node.client().sees(name);
        CompletableFuture<Void> unused = node.evict()
                .thenCompose(evicted -> {
                    version = world.database().commit();
                    return broken ? CompletableFuture.completedFuture(evicted) : node.evict();
                })
                .thenAccept(this::end);
    }

    private void end(boolean acknowledged) {
        ended = true;
        if (acknowledged) {
            node.acknowledged(version);
        } else {
            node.owes(version);
        }
    }

    @Override
    public String state() {
        return ended ? "." : begun + " " + version;
    }
}
