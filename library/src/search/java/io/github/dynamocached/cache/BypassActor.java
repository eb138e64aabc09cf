package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A call that loads without a lease, and may take the load of another one; or one whose load, under a lease, may be taken. */
final class BypassActor extends ReadActor {

    private static final Duration LEASE = Duration.ofSeconds(10);

    /** Why a call loads, and what it may take. */
    enum Way {
        /** The server did not answer. It reads eventually, or takes what is as good as an eventual read of its own. */
        WITHOUT_SERVER,
        /** An eviction of the key is pending. */
        POISONED,
        /** The server has said that the key was not just evicted. */
        NOT_EVICTED,
        /** The call has a lease. */
        LEASED;

        CompletionStage<Outcome> load(ReadCall call, SharedLoads loads, BrokenVariant variant) {
            CompletableFuture<Answer> answer = this == LEASED
                    ? loads.underLease(call, false, LEASE)
                            .thenApply(loaded -> loaded.alone(Outcome.Source.MISS, call.began()))
                    : loads.load(variant.taken(bypass(call)));
            return answer.thenApply(BypassActor::outcome);
        }

        private Bypass bypass(ReadCall call) {
            return switch (this) {
                case WITHOUT_SERVER -> Bypass.withoutServer(call);
                case POISONED -> Bypass.ofPoisoned(call);
                default -> Bypass.withoutLease(call, Outcome.Source.BYPASS, false, call.began());
            };
        }
    }

    private final SearchWorld world;
    private final Way way;

    BypassActor(String name, SearchWorld world, String node, Way way) {
        super(name, world, node, 0);
        this.world = world;
        this.way = way;
    }

    @Override
    boolean isSameAs(ReadActor other) {
        return super.isSameAs(other) && ((BypassActor) other).way == way;
    }

    @Override
    int requiredBy(SearchNode node) {
        return way == Way.POISONED ? super.requiredBy(node) : world.database().oldestVisible();
    }

    @Override
    CompletionStage<Outcome> callOn(SearchNode node) {
        return node.bypass(way, this::load);
    }

    private static Outcome outcome(Answer answer) {
        try {
            return answer.outcome();
        } catch (Throwable failure) {
            throw new CompletionException(failure);
        }
    }
}
