package io.github.dynamocached.cache;

import io.github.dynamocached.RefreshResult;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A background refresh: it sees the stale value that a lookup has just returned, and replaces it. */
final class RefreshActor implements SearchActor {

    private final String name;
    private final SearchWorld world;
    private final SearchNode node;
    private boolean begun;
    private int loads;
    private @Nullable RefreshResult result;

    RefreshActor(String name, SearchWorld world, String node) {
        this.name = name;
        this.world = world;
        this.node = world.node(node);
    }

    @Override
    public void addSteps(List<SearchStep> steps) {
        if (!begun && !node.isDown()) {
            steps.add(SearchStep.needed(() -> name + " begins", this::begin));
        }
    }

    private void begin() {
        begun = true;
        node.client().sees(name);
        CompletionStage<RefreshResult> unused = node.refresh(this::load).whenComplete((end, failure) -> result = end);
    }

    private CompletionStage<@Nullable Object> load() {
        if (!world.isOver()) {
            world.invariant().loads(name, ++loads);
        }
        return node.load();
    }

    @Override
    public String state() {
        return begun + "" + loads + result;
    }
}
