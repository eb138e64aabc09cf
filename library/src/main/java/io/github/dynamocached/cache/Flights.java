package io.github.dynamocached.cache;

import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** The loads under way in this JVM: one leader for each key, whom the others wait for. */
final class Flights {

    /** What the callers of one flight have in common: the slot and the method that loads it. */
    record Key(Slot slot, ReadOperation operation) {}

    private final ConcurrentMap<Key, CompletableFuture<Answer>> underWay = new ConcurrentHashMap<>();

    /**
     * Joins the flight of a key, or leads one.
     *
     * @param lead what a leader does, called at once on the calling thread. It gets the flight, which it may end early;
     *     else the flight ends with the leader's answer
     * @param follow what a follower does with the flight that is under way
     * @return the answer for this caller
     */
    CompletableFuture<Answer> join(
            Key key,
            Function<CompletableFuture<Answer>, CompletableFuture<Answer>> lead,
            Function<CompletableFuture<Answer>, CompletableFuture<Answer>> follow) {
        CompletableFuture<Answer> flight = new CompletableFuture<>();
        CompletableFuture<Answer> other = underWay.putIfAbsent(key, flight);
        while (other != null) {
            if (!other.isDone()) {
                return follow.apply(other);
            }
            // Its followers may be here before it was removed. They would find it again.
            boolean unused = underWay.remove(key, other);
            other = underWay.putIfAbsent(key, flight);
        }
        CompletableFuture<Answer> unused = flight.whenComplete((answer, failure) -> underWay.remove(key, flight));
        return leading(lead, flight)
                .whenComplete((answer, failure) -> flight.complete(failure == null ? answer : Answer.THROUGH));
    }

    /** A flight whose leader breaks ends at once, or all later callers would wait for it. */
    private static CompletableFuture<Answer> leading(
            Function<CompletableFuture<Answer>, CompletableFuture<Answer>> lead, CompletableFuture<Answer> flight) {
        try {
            return lead.apply(flight);
        } catch (Throwable broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }
}
