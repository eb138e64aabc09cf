package io.github.dynamocached.cache;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A writer: commits the next version, then evicts, and has the acknowledgement when the command is answered. */
final class WriteActor implements SearchActor {

    private final String name;
    private final SearchWorld world;
    private final EntryStore store;
    private final boolean foreign;
    private boolean begun;
    private boolean acknowledged;
    private int version;

    /** @param foreign whether the writer deletes the key as a foreign client does, instead of evicting */
    WriteActor(String name, SearchWorld world, boolean foreign) {
        this.name = name;
        this.world = world;
        this.store = world.writer(name);
        this.foreign = foreign;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun) {
            String how = foreign ? " and deletes the key" : " and sends its eviction";
            steps.add(SearchStep.needed(
                    () -> name + " commits v" + (world.database().newest() + 1) + how, this::write));
        }
    }

    private void write() {
        begun = true;
        version = world.database().commit();
        CacheKey key = SearchScenario.SLOT.key();
        if (foreign) {
            world.delete();
            acknowledge();
        } else {
            CompletionStage<Void> unused = store.evict(
                            key, world.scenario().settings().holdOff(), EntryStore.NO_WRITER)
                    .thenRun(this::acknowledge);
        }
    }

    private void acknowledge() {
        acknowledged = true;
        world.invariant().acknowledged(version);
    }

    @Override
    public String state() {
        return acknowledged ? "." : String.valueOf(version);
    }
}
