package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
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
        ACKNOWLEDGED
    }

    private final String name;
    private final SearchWorld world;
    private final Kind kind;
    private final EntryStore store;
    private final Fence fence;
    private Phase phase = Phase.NOT_BEGUN;
    private String token = "";
    private boolean fenced;
    private boolean landed;
    private long fenceEnds;
    private int deletionsBefore;
    private int version;

    FencedWriteActor(String name, SearchWorld world, Kind kind) {
        this.name = name;
        this.world = world;
        this.kind = kind;
        this.store = world.writer(name);
        Duration length = world.scenario().settings().fence();
        this.fence = new Fence(name + "-1", length, world.scenario().isFenced() ? length : Duration.ZERO);
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
        fenceEnds = world.server().memory().now() + fence.length().toMillis();
        deletionsBefore = world.deletions();
        if (kind == Kind.PUT) {
            CompletionStage<String> unused =
                    store.beginPut(SearchScenario.SLOT, fence).whenComplete(this::announced);
        } else {
            CompletionStage<Void> unused = store.begin(SearchScenario.SLOT.key(), fence)
                    .whenComplete((done, failure) -> announced("", failure));
        }
    }

    private void announced(@Nullable String given, @Nullable Throwable failure) {
        phase = Phase.WRITES;
        fenced = failure == null;
        token = given == null ? "" : given;
    }

    private void write() {
        commit();
        if (token.isEmpty()) {
            evict(fence.writer());
        } else {
            fill();
        }
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
        evict(world.scenario().variant().endsFenceOfUnknownWrite() ? fence.writer() : EntryStore.NO_WRITER);
    }

    private void evict(String writer) {
        phase = Phase.ENDED;
        CompletionStage<Void> unused = store.evict(
                        SearchScenario.SLOT.key(), world.scenario().settings().holdOff(), writer)
                .thenRun(this::acknowledge);
    }

    private void fill() {
        phase = Phase.ENDED;
        ValueCodec codec = new TextCodec();
        Fill fill = world.fill(token)
                .endingWrite(fence.writer(), world.scenario().settings().holdOff());
        CompletionStage<FillResult> unused = store.fill(
                        SearchScenario.SLOT, codec.format(), fill, codec.encode(SearchDatabase.text(version)))
                .whenComplete((result, failure) -> filled(result));
    }

    private void filled(@Nullable FillResult result) {
        if (result == FillResult.STORED) {
            acknowledge();
        } else {
            evict(fence.writer());
        }
    }

    private void acknowledge() {
        phase = Phase.ACKNOWLEDGED;
        if (kind != Kind.TIMES_OUT) {
            world.invariant().acknowledged(version);
        }
    }

    @Override
    public String state() {
        String known = world.server().named(token) + fenced + landed + version;
        return phase
                + known
                + (phase == Phase.NOT_BEGUN ? "" : fenceEnds + "," + (world.deletions() - deletionsBefore));
    }
}
