package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Outcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A caller of a cached method. */
class ReadActor implements SearchActor {

    final String name;
    private final SearchWorld world;
    final SearchNode node;
    private final int method;
    private boolean begun;
    private boolean answered;
    private int required;
    private int requiredOfNear;
    private int acknowledged;
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
        if (mayBegin()) {
            steps.add(SearchStep.needed(() -> name + " begins", this::begin));
        }
    }

    final boolean mayBegin() {
        return !begun && !node.isDown() && world.isNextToBegin(this);
    }

    /** Whether this call and another one are the same but for their names, so that their order need not be tried. */
    boolean isSameAs(ReadActor other) {
        return getClass() == other.getClass()
                && method == other.method
                && (node == other.node || node.isSameAs(other.node));
    }

    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
        required = requiredBy(node);
        requiredOfNear = node.requiredOfNear();
        acknowledged = world.invariant().required();
        givenUpBefore = node.client().givenUp();
        node.client().sees(name);
        CompletionStage<Outcome> unused = callOn(node).whenComplete(this::end);
    }

    /** The oldest version that the call may return if it begins now. */
    int requiredBy(SearchNode node) {
        return node.required();
    }

    /** Makes the call. */
    CompletionStage<Outcome> callOn(SearchNode node) {
        return node.read(method, this::load);
    }

    @Override
    public void atRest() {
        if (begun && !answered && !node.isDown()) {
            world.invariant().violated(name + " is never answered");
        }
    }

    final CompletionStage<@Nullable Object> load() {
        if (!world.isOver()) {
            world.invariant().loads(name, ++loads);
        }
        return node.load();
    }

    private void end(@Nullable Outcome outcome, @Nullable Throwable failure) {
        answered = true;
        if (failure != null && loads == 0 && Failures.unwrapped(failure) == SearchStop.ABANDONED) {
            world.invariant().violated(name + " got what concerns another caller alone");
        }
        Object value = outcome == null ? null : outcome.value();
        if (outcome != null && value != null && !world.isOver() && !failedByTheServer(outcome)) {
            int least = outcome.source() == Outcome.Source.NEAR ? requiredNow() : required;
            world.invariant().answered(name, SearchDatabase.version(value), least);
        }
    }

    /** A confirmation that comes during the call lets it return values from memory as well as one from before it. */
    private int requiredNow() {
        return Math.max(requiredOfNear, Math.min(acknowledged, node.near.confirmed()));
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
