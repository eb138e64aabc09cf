package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadReads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A caller of a method whose cache looks, lets the caller load, and is then told to store the value. */
final class OpenReadActor extends ReadActor {

    /** What the caller does with its miss. */
    enum Way {
        /** Loads as it has to, and stores under its lease or not at all. */
        INTACT,
        /** Loads without knowing whether its reads have to be consistent. */
        WITHOUT_CONTEXT,
        /** Evicts where it has no lease. */
        EVICTS_WITHOUT_LEASE
    }

    private final Way way;

    OpenReadActor(String name, SearchWorld world, String node, Way way) {
        super(name, world, node, 0);
        this.way = way;
    }

    @Override
    CompletionStage<Outcome> callOn(SearchNode node) {
        return node.open(this::load).thenCompose(read -> afterOpening(read, node));
    }

    private CompletionStage<Outcome> afterOpening(OpenRead read, SearchNode node) {
        Outcome hit = read.hit();
        if (hit != null) {
            return CompletableFuture.completedFuture(hit);
        }
        LoadContext context =
                LoadContext.begin(List.of(read.slot()), way != Way.WITHOUT_CONTEXT && read.isConsistent());
        try {
            return context.call(this::load)
                    .whenComplete((value, failure) -> endIfFailed(read, failure))
                    .thenCompose(value -> store(read, value, context.end(), node));
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static void endIfFailed(OpenRead read, @Nullable Throwable failure) {
        if (failure != null) {
            read.failed();
            read.end();
        }
    }

    private CompletionStage<Outcome> store(OpenRead read, @Nullable Object value, LoadReads reads, SearchNode node) {
        read.loaded(value, reads);
        CompletableFuture<?> stored =
                way == Way.EVICTS_WITHOUT_LEASE && !read.isLeased() ? node.evict() : read.storeAsync();
        Outcome.Source source = read.isLeased() ? Outcome.Source.MISS : Outcome.Source.BYPASS;
        return stored.thenApply(done -> {
            read.end();
            return new Outcome(source, value, 0);
        });
    }
}
