package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A writer: commits the next version, then evicts as its node does, and has the acknowledgement when that is known. One that
 * owes the eviction ends before that.
 */
final class WriteActor implements SearchActor {

    /** How the key is evicted. */
    enum Way {
        AWAITED("evicts"),
        OWED("owes the eviction"),
        FOREIGN("deletes the key");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private final Way way;
    private boolean ended;
    private int version;

    WriteActor(String name, SearchWorld world, SearchNode node, Way way) {
        this.name = name;
        this.world = world;
        this.node = node;
        this.way = way;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (version == 0 && !node.isDown()) {
            steps.add(SearchStep.needed(
                    () -> name + " commits v" + (world.database().newest() + 1) + " and " + way.words, this::write));
        }
    }

    private void write() {
        node.client().sees(name);
        if (way == Way.FOREIGN) {
            version = world.database().commit();
            world.delete();
            end(true);
        } else if (way == Way.OWED) {
            version = world.database().commit();
            node.owe();
            end(false);
        } else {
            CompletableFuture<Void> unused = node.beginWrite()
                    .thenCompose(announced -> {
                        version = world.database().commit();
                        return announced.evict(Runnable::run);
                    })
                    .thenAccept(this::end);
        }
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
