package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A caller of a cached method. */
final class ReadActor implements SearchActor {

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private final int method;
    private boolean begun;
    private boolean answered;
    private int required;
    private int givenUpBefore;
    private int loads;

    ReadActor(String name, SearchWorld world, String node, int method) {
        this.name = name;
        this.world = world;
        this.node = world.node(node);
        this.method = method;
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun && !node.isDown() && world.isNextToBegin(this)) {
            steps.add(SearchStep.needed(() -> name + " begins", this::begin));
        }
    }

    /** Whether this call and another one are the same but for their names, so that their order need not be tried. */
    boolean isSameAs(ReadActor other) {
        return method == other.method && (node == other.node || node.isSameAs(other.node));
    }

    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
        required = node.required();
        givenUpBefore = node.client().givenUp();
        node.client().sees(name);
        CompletionStage<Outcome> unused = node.read(method, this::load).whenComplete(this::end);
    }

    private CompletionStage<@Nullable Object> load() {
        if (!world.isOver()) {
            world.invariant().loads(name, ++loads);
        }
        return node.load();
    }

    private void end(@Nullable Outcome outcome, @Nullable Throwable failure) {
        answered = true;
        Object value = outcome == null ? null : outcome.value();
        if (outcome != null && value != null && !world.isOver() && !failedByTheServer(outcome)) {
            world.invariant().answered(name, SearchDatabase.version(value), required);
        }
    }

    /** P1 does not cover a call whose work on the server failed and that loaded without the cache. */
    private boolean failedByTheServer(Outcome outcome) {
        return outcome.source() == Outcome.Source.BYPASS && node.client().givenUp() > givenUpBefore;
    }

    @Override
    public String state() {
        return answered
                ? "."
                : begun ? required + "+" + (givenUpBefore == node.client().givenUp()) + loads : "?";
    }
}
