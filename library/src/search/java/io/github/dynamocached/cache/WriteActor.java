package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A writer: commits the next version, then evicts as its node does, and has the acknowledgement when that is known. */
final class WriteActor implements SearchActor {

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private final boolean foreign;
    private boolean ended;
    private int version;

    /** @param foreign whether the writer deletes the key as a foreign client does, instead of evicting */
    WriteActor(String name, SearchWorld world, SearchNode node, boolean foreign) {
        this.name = name;
        this.world = world;
        this.node = node;
        this.foreign = foreign;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (version == 0 && !node.isDown()) {
            String how = foreign ? " and deletes the key" : " and evicts";
            steps.add(SearchStep.needed(
                    () -> name + " commits v" + (world.database().newest() + 1) + how, this::write));
        }
    }

    private void write() {
        node.client().sees(name);
        if (foreign) {
            version = world.database().commit();
            world.delete();
            end(true);
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
