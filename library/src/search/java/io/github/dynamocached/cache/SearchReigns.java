package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.memory.InMemorySnapshot;
import io.github.dynamocached.store.EntryStore;
import org.jspecify.annotations.Nullable;

/**
 * Which of two processes serves. The second one takes over with all that the first one has. Then the first one serves
 * again, with the data of then; or it goes on answering the reads of nodes that do not know of the other yet.
 *
 * <p>A process that serves again has another reign. All evictions of a world with several reigns are made on one node.
 */
final class SearchReigns {

    private final SearchWorld world;
    private int current;
    private @Nullable InMemorySnapshot left;
    private @Nullable EntryStore replica;

    SearchReigns(SearchWorld world) {
        this.world = world;
    }

    /** The number of the reign, 0 in the beginning. */
    int current() {
        return current;
    }

    /** The other process serves. */
    void change() {
        InMemoryServer server = world.server().memory();
        InMemorySnapshot before = server.snapshot();
        if (left != null) {
            server.serveFrom(left);
            world.loseAcknowledged();
        }
        left = before;
        current++;
    }

    /** The second process serves, and the first one answers reads and is no primary. */
    void changeUnnoticed() {
        InMemoryServer former = new InMemoryServer();
        former.restore(world.server().memory().snapshot());
        replica = world.scenario().scripts().over(former);
        current++;
    }

    /** What answers those who have met that reign last, null where it is a primary. */
    @Nullable
    EntryStore replicaOf(int met) {
        return met < current ? replica : null;
    }

    String state() {
        return current == 0 ? "" : "\nreign " + current + world.server().named(String.valueOf(left));
    }
}
