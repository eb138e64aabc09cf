package io.github.dynamocached.cache;

import io.github.dynamocached.command.Timing;
import io.github.dynamocached.store.Slot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The loads under way in this JVM: one leader for each key, whom the others wait for. */
final class Flights {

    /** What the callers of one flight have in common: the slot and the method that loads it. */
    record Key(Slot slot, ReadOperation operation) {}

    private final ConcurrentMap<Key, Flight> underWay = new ConcurrentHashMap<>();
    private final Timing timing;

    Flights(Timing timing) {
        this.timing = timing;
    }

    /**
     * Joins the flight of a call, or leads one.
     *
     * @param lead what a leader does, called at once on the calling thread. It gets the flight, which it may end early;
     *     else the flight ends with the leader's answer
     * @param follow what a follower does with the flight that is under way
     * @return the answer for this caller
     */
    CompletableFuture<Answer> join(
            ReadCall call,
            Function<Flight, CompletableFuture<Answer>> lead,
            Function<Flight, CompletableFuture<Answer>> follow) {
        Key key = call.flight();
        Flight flight = new Flight(call, timing);
        Flight other = underWay.putIfAbsent(key, flight);
        while (other != null) {
            if (other.join(call)) {
                return follow.apply(other);
            }
            // It takes nobody in, and may not have been removed yet.
            boolean unused = underWay.remove(key, other);
            other = underWay.putIfAbsent(key, flight);
        }
        CompletableFuture<Answer> unused = flight.whenComplete((answer, failure) -> underWay.remove(key, flight));
        call.caller().joined(flight);
        CompletableFuture<Answer> unusedEither =
                leading(lead, flight).whenComplete((answer, failure) -> end(flight, answer, failure));
        return flight.led();
    }

    /** The leader's answer is handed to the others last: one of them may have to know that it was their own load. */
    private static void end(Flight flight, Answer answer, @Nullable Throwable failure) {
        flight.close();
        if (failure == null) {
            boolean unused = flight.led().complete(answer);
        } else {
            boolean unused = flight.led().completeExceptionally(failure);
        }
        boolean unusedOfOthers = flight.complete(failure == null ? answer : Answer.THROUGH);
    }

    /** A flight whose leader breaks ends at once, or all later callers would wait for it. */
    private static CompletableFuture<Answer> leading(Function<Flight, CompletableFuture<Answer>> lead, Flight flight) {
        try {
            return lead.apply(flight);
        } catch (Throwable broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }
}
