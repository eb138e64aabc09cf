package io.github.dynamocached.cache;

import io.github.dynamocached.load.LoadReads;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A thread of a node whose cached method misses and throws, and which then commits the next version and puts it. That put is a
 * writer's, so it evicts. Broken, it takes the miss that the thread still has for its own.
 */
final class PutAfterMissActor implements SearchActor {

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private final boolean broken;
    private boolean begun;
    private boolean ended;
    private int version;

    PutAfterMissActor(String name, SearchWorld world, String node, boolean broken) {
        this.name = name;
        this.world = world;
        this.node = world.node(node);
        this.broken = broken;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun && !node.isDown()) {
            steps.add(SearchStep.needed(() -> name + " misses, and then writes and puts", this::begin));
        }
    }

    private void begin() {
        begun = true;
        node.client().sees(name);
        CompletableFuture<Void> unused =
                node.open(new Blocking(() -> null)).thenCompose(this::write).thenAccept(this::end);
    }

    private CompletableFuture<Boolean> write(OpenRead miss) {
        if (broken) {
            version = world.database().commit();
            miss.loaded(SearchDatabase.text(version), LoadReads.WRITTEN);
            return miss.storeAsync().thenApply(stored -> true);
        }
        miss.end();
        version = world.database().commit();
        return node.evict();
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
