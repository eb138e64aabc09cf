package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A writer on a node, whose cache owes the eviction if it fails. */
final class NodeWriteActor implements SearchActor {

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private boolean ended;
    private int version;

    NodeWriteActor(String name, SearchWorld world, String node) {
        this.name = name;
        this.world = world;
        this.node = world.node(node);
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (version == 0 && !node.isDown()) {
            steps.add(SearchStep.needed(
                    () -> name + " commits v" + (world.database().newest() + 1) + " and evicts", this::write));
        }
    }

    private void write() {
        version = world.database().commit();
        node.client().sees(name);
        CompletableFuture<Void> unused = node.evict().thenAccept(this::end);
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
        return ended ? "." : String.valueOf(version);
    }
}
