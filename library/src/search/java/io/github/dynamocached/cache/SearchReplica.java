package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.memory.InMemorySnapshot;
import io.github.dynamocached.store.EntryStore;

/**
 * The replica of a world: what the primary had when it last caught up. Its values are judged by the clock and the start of
 * the primary.
 */
final class SearchReplica {

    private final SearchWorld world;
    private final InMemoryServer memory = new InMemoryServer();
    private final EntryStore store;
    private InMemorySnapshot data;

    SearchReplica(SearchWorld world) {
        this.world = world;
        this.store = world.scenario().scripts().over(memory);
        this.data = world.server().memory().snapshot();
    }

    /** Gets everything that the primary has. */
    void catchUp() {
        data = world.server().memory().snapshot();
    }

    /** What reads are executed on. */
    EntryStore store() {
        InMemoryServer primary = world.server().memory();
        memory.serveFrom(data);
        memory.setNow(primary.now());
        memory.setStart(primary.start());
        return store;
    }

    /** The oldest version that a read of a node may return which begins now, but for what the node owes. */
    int required(SearchClient client, int evicted) {
        boolean isAsked = world.scenario().values.replica();
        boolean mayLag = (isAsked || client.isAtReplica()) && !world.isAtRest();
        return mayLag ? (isAsked ? evicted : 0) : world.invariant().required();
    }

    String state() {
        return "\nreplica " + world.server().named(data.toString());
    }
}
