package io.github.dynamocached.cache;

import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A write that the cache of a node only sees: it is opened and sent, it may land, and somebody may say how it has ended, in any
 * order with everything else. The end may be missing, also if it has landed. It may land, and its end may come, after the
 * deadline of the cache, but not later than the cache counts with.
 */
final class OpenWriteActor implements SearchActor {

    /** What is said of the end, if anything is. */
    enum End {
        /** That it has written, and nobody waits for the eviction. */
        OWED,
        /** That it has written. */
        AWAITED,
        /** That nobody knows, before it may land. */
        UNKNOWN
    }

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private final End end;
    private @Nullable SeenWrite write;
    private boolean ended;
    private boolean acknowledged;
    private long opened;
    private int version;

    OpenWriteActor(String name, SearchWorld world, SearchNode node, End end) {
        this.name = name;
        this.world = world;
        this.node = node;
        this.end = end;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (write == null) {
            steps.add(SearchStep.needed(() -> name + " is opened and sent", this::open));
            return;
        }
        if (version == 0 && mayLand()) {
            steps.add(SearchStep.optional(
                    () -> name + " commits v" + (world.database().newest() + 1), this::land));
        }
        if (!ended && (end == End.UNKNOWN) == (version == 0)) {
            steps.add(SearchStep.optional(() -> name + " is said to have ended", this::end));
        }
    }

    private void open() {
        node.client().sees(name);
        write = node.openWrite();
        opened = node.clock().now();
    }

    /** At its deadline it is evicted as a write that may still land, within one more fence. */
    private boolean mayLand() {
        long fence = world.scenario().settings().fence().toNanos();
        return node.clock().now() - opened < 2 * fence;
    }

    private void land() {
        version = world.database().commit();
    }

    private void end() {
        ended = true;
        node.client().sees(name + " ends");
        SeenWrite begun = Objects.requireNonNull(write);
        switch (end) {
            case OWED -> {
                begun.owe(WriteOutcome.WRITTEN);
                node.owes(version);
            }
            case AWAITED -> {
                CompletionStage<Void> unused = begun.evict(WriteOutcome.WRITTEN).thenAccept(this::evicted);
            }
            case UNKNOWN -> {
                CompletionStage<Boolean> unused = begun.evict(WriteOutcome.UNKNOWN);
            }
        }
    }

    private void evicted(boolean isAcknowledged) {
        acknowledged = true;
        if (isAcknowledged) {
            node.acknowledged(version);
        } else {
            node.owes(version);
        }
    }

    /** Every deadline is over by now, so nobody sees what was there before the write, whatever was said of its end. */
    @Override
    public void atRest() {
        world.invariant().acknowledged(version);
    }

    @Override
    public String state() {
        return (write == null ? "?" : mayLand()) + "," + version + ended + acknowledged;
    }
}
