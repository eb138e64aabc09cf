package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads that ask the cache first, unless the key's eviction is owed. They look for that again when they have an answer: it
 * may come from a primary that took over meanwhile, and by then this node owes it the evictions that it may lack.
 */
final class Lookups {

    private final Ports ports;
    private final Miss miss;
    private final Refreshes refreshes;
    private final Outbox outbox;

    Lookups(Ports ports, Miss miss, Refreshes refreshes, Outbox outbox) {
        this.ports = ports;
        this.miss = miss;
        this.refreshes = refreshes;
        this.outbox = outbox;
    }

    /** Reads without blocking any thread. */
    CompletableFuture<Answer> read(ReadCall call) {
        return isOwed(call) ? miss.ofPoisoned(call) : looked(call);
    }

    private boolean isOwed(ReadCall call) {
        return outbox.poisons(call.slot().key());
    }

    private CompletableFuture<Answer> looked(ReadCall call) {
        CommandBudget budget = ports.newBudget();
        return budget.spend(() -> ports.store().read(call.slot(), call.format(), false))
                .handle((found, failure) -> found)
                .thenCompose(found -> afterLookup(found, call, budget));
    }

    private CompletionStage<Answer> afterLookup(@Nullable StoredEntry found, ReadCall call, CommandBudget budget) {
        if (isOwed(call)) {
            return miss.ofPoisoned(call);
        }
        Outcome hit = found == null ? null : call.operation().hit(found);
        if (found == null || hit == null) {
            return missed(found, call, budget);
        }
        if (refreshes.isDue(found)) {
            refreshes.begin(call.operation(), call.slot(), found, call.loader()::forRefresh);
        }
        return CompletableFuture.completedFuture(Answer.alone(hit, call.began()));
    }

    /** Goes on after a lookup without a value. */
    CompletableFuture<Answer> missed(@Nullable StoredEntry found, ReadCall call, CommandBudget budget) {
        return miss.after(found, call, budget)
                .thenCompose(answer -> answer.isHit() && isOwed(call)
                        ? miss.ofPoisoned(call)
                        : CompletableFuture.completedFuture(answer));
    }
}
