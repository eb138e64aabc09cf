package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.LoadingNode;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.command.CommandBudget;
import io.github.dynamocached.command.Ports;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.StoredEntry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A read that found no fresh value: it joins a flight, leads one, or loads without one. */
final class Miss {

    private final CacheCore cache;
    private final Ports ports;
    private final SharedLoads loads;
    private final BiFunction<ReadCall, CommandBudget, CompletableFuture<Answer>> lookUp;
    private final Flights flights;

    /**
     * Misses of a cache.
     *
     * @param loads the loads that calls without a lease share
     * @param lookUp reads again, from a new lookup
     */
    Miss(CacheCore cache, SharedLoads loads, BiFunction<ReadCall, CommandBudget, CompletableFuture<Answer>> lookUp) {
        this.cache = cache;
        this.ports = cache.ports();
        this.loads = loads;
        this.lookUp = lookUp;
        this.flights = new Flights(ports.timing());
    }

    /**
     * Goes on after a lookup that found no fresh value. Never fails: a failed load is an answer.
     *
     * @param found what the lookup found, null if the server did not answer
     */
    CompletableFuture<Answer> after(@Nullable StoredEntry found, ReadCall call, CommandBudget budget) {
        if (found == null) {
            return loadWithoutServer(call);
        }
        cache.tellOfUnreadable(found);
        if (call.isWithinItself() || cache.hitForPass().appliesTo(call.flight())) {
            return call.caller().arrived(pass(call, budget)).thenApply(answer -> despiteOutage(answer, found, call));
        }
        return call.caller()
                .arrived(flights.join(
                        call,
                        flight -> new LeadingRead(call, cache, loads, budget, flight).lead(found),
                        flight -> follow(flight, call, budget)))
                .thenApply(answer -> despiteOutage(answer, found, call));
    }

    /**
     * Loads without a flight, because its value could not be stored lately, or within a load of the same slot. It takes no lease, so unless it reads consistently anyway it asks whether the key
     * was just evicted: DynamoDB may lag behind an eviction.
     */
    private CompletableFuture<Answer> pass(ReadCall call, CommandBudget budget) {
        if (cache.level().isStrict() || cache.hitForPass().wasEvicted(call.flight())) {
            return loadWithoutLease(call, Outcome.Source.BYPASS, true);
        }
        AcquireRequest question = AcquireRequest.question(cache.settings().holdOff());
        return call.caller()
                .arrived(budget.spend(() -> ports.store().acquire(call.slot(), call.format(), question))
                        .handle((answer, failure) -> answer))
                .thenCompose(answer -> afterQuestion(answer, call));
    }

    private CompletionStage<Answer> afterQuestion(@Nullable Acquisition answer, ReadCall call) {
        if (answer == null) {
            return loadWithoutServer(call);
        }
        Outcome hit = answer instanceof Acquisition.Hit found ? call.operation().hit(found.entry()) : null;
        return hit == null
                ? loadWithoutLease(
                        call,
                        Outcome.Source.BYPASS,
                        answer.mayLag(true) || cache.outbox().distrusts(call))
                : CompletableFuture.completedFuture(Answer.alone(hit, call.began()));
    }

    /** Answers a load that failed with an outage with what this call itself found, if it may (RFC 5861). */
    private Answer despiteOutage(Answer answer, StoredEntry found, ReadCall call) {
        Throwable failure = answer.failure();
        if (failure == null || !answer.isShared() || !ports.outages().isOutage(failure)) {
            return answer;
        }
        Outcome old = call.operation().despiteOutage(found);
        return old == null ? answer : Answer.alone(old, call.began());
    }

    private CompletableFuture<Answer> follow(Flight flight, ReadCall call, CommandBudget budget) {
        long since = ports.timing().nanos();
        CompletableFuture<Answer> awaited = flight.copy();
        ports.timing().limit(awaited, cache.settings().lockWait().toNanos());
        return awaited.handle((answer, failure) -> answer)
                .thenComposeAsync(answer -> afterFlight(flight, answer, call, budget, since), call.caller())
                .exceptionally(rejected -> Answer.failed(Failures.unwrapped(rejected)));
    }

    private CompletionStage<Answer> afterFlight(
            Flight flight, @Nullable Answer answer, ReadCall call, CommandBudget budget, long since) {
        if (flight.keeps(call)) {
            return flight.led();
        }
        cache.tellOfWait(LoadingNode.THIS, since);
        call.caller().joined(null);
        return take(answer, call, budget);
    }

    /**
     * Takes the result of the flight. A caller that has to load for itself reads consistently, because it does not know
     * whether the key was just evicted.
     */
    private CompletionStage<Answer> take(@Nullable Answer answer, ReadCall call, CommandBudget budget) {
        if (answer == null || answer == Answer.THROUGH) {
            return loadWithoutLease(call, Outcome.Source.BYPASS, true);
        }
        if (answer == Answer.WITHOUT_SERVER) {
            return loadWithoutServer(call);
        }
        if (answer.failure() != null && !answer.isShared()) {
            return call.again()
                    ? loadWithoutLease(call, Outcome.Source.BYPASS, true)
                    : lookUp.apply(call.goingAgain(), budget);
        }
        if (!answer.isRightFor(call.began())) {
            return lookUp.apply(call, budget);
        }
        try {
            return CompletableFuture.completedFuture(
                    answer.copiedBy(call.operation().codec()));
        } catch (ValueCodecException undecodable) {
            return loadWithoutLease(call, Outcome.Source.MISS, true);
        }
    }

    private CompletableFuture<Answer> loadWithoutServer(ReadCall call) {
        return loads.load(Bypass.withoutServer(call));
    }

    /** Loads a value with a pending eviction: without the cache, and consistently as after any eviction. */
    CompletableFuture<Answer> ofPoisoned(ReadCall call) {
        return loads.load(Bypass.ofPoisoned(call));
    }

    private CompletableFuture<Answer> loadWithoutLease(ReadCall call, Outcome.Source source, boolean consistent) {
        return loads.load(
                Bypass.withoutLease(call, source, consistent, ports.timing().nanos()));
    }
}
