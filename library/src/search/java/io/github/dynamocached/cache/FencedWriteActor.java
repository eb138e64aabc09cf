package io.github.dynamocached.cache;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A writer that announces its write, commits the next version, and then evicts, or fills in what it has written. Its
 * write may also time out: then the writer evicts without knowing what became of it, and it may land until its fence has
 * run out.
 */
final class FencedWriteActor implements SearchActor {

    /** What the writer does when its write has ended. */
    enum Kind {
        EVICT,
        PUT,
        TIMES_OUT
    }

    private enum Phase {
        NOT_BEGUN,
        ANNOUNCED,
        WRITES,
        ENDED,
        SETTLED
    }

    private final String name;
    private final SearchWorld world;
    private final Kind kind;
    private final SearchNode node;
    private Phase phase = Phase.NOT_BEGUN;
    private @Nullable Write write;
    private @Nullable Put put;
    private boolean fenced;
    private boolean landed;
    private long fenceEnds;
    private int deletionsBefore;
    private int version;

    FencedWriteActor(String name, SearchWorld world, Kind kind) {
        this.name = name;
        this.world = world;
        this.kind = kind;
        this.node = world.writer(name);
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        boolean timesOut = kind == Kind.TIMES_OUT;
        if (phase == Phase.NOT_BEGUN) {
            steps.add(SearchStep.needed(() -> name + " announces its write", this::announce));
        } else if (phase == Phase.WRITES && timesOut) {
            steps.add(SearchStep.needed(() -> name + "'s write times out", this::timeOut));
        } else if (phase == Phase.WRITES) {
            steps.add(SearchStep.needed(this::commitment, this::write));
        }
        if (timesOut && phase.compareTo(Phase.WRITES) > 0 && !landed && isFenceLong()) {
            steps.add(SearchStep.optional(() -> "late, " + commitment(), this::commit));
        }
    }

    private String commitment() {
        return name + " commits v" + (world.database().newest() + 1);
    }

    private void announce() {
        phase = Phase.ANNOUNCED;
        fenceEnds = world.server().memory().now()
                + world.scenario().settings().fence().toMillis();
        deletionsBefore = world.deletions();
        CompletableFuture<Void> unused = kind == Kind.PUT
                ? node.beginPut().thenAccept(this::announced)
                : node.beginWrite().thenAccept(this::announced);
    }

    private void announced(Put begun) {
        put = begun;
        writes(begun.isAnnounced());
    }

    private void announced(Write begun) {
        write = begun;
        writes(begun.isAnnounced());
    }

    private void writes(boolean announced) {
        phase = Phase.WRITES;
        fenced = announced;
    }

    private void write() {
        commit();
        Put begun = put;
        end(
                begun == null
                        ? Objects.requireNonNull(write).evict(Runnable::run)
                        : begun.store(SearchDatabase.text(version), Runnable::run));
    }

    /** Behind a fence of a fenced cache a write is seen at once: nothing that is older can be found any more. */
    private void commit() {
        landed = true;
        version = world.database().commit();
        if (fenced && world.scenario().isFenced() && isFenceLong() && world.deletions() == deletionsBefore) {
            world.invariant().acknowledged(version);
        }
    }

    private boolean isFenceLong() {
        return world.server().memory().now() < fenceEnds;
    }

    private void timeOut() {
        end(Objects.requireNonNull(write).evictUnknown(Runnable::run));
    }

    private void end(CompletableFuture<Boolean> eviction) {
        phase = Phase.ENDED;
        CompletableFuture<Void> unused = eviction.thenAccept(this::ended);
    }

    /** Nobody waits for what a write of unknown outcome has written. */
    private void ended(boolean acknowledged) {
        phase = Phase.SETTLED;
        if (kind == Kind.TIMES_OUT) {
            return;
        }
        if (acknowledged) {
            node.acknowledged(version);
        } else {
            node.owes(version);
        }
    }

    @Override
    public String state() {
        String known = "" + fenced + landed + version;
        return phase
                + known
                + (phase == Phase.NOT_BEGUN ? "" : fenceEnds + "," + (world.deletions() - deletionsBefore));
    }
}
