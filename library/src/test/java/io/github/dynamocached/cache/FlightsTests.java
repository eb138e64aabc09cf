package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlightsTests {

    private final Flights flights = new Flights(Timing.SYSTEM);
    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), Slot.ENTITY);
    private final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    private final Answer answer = Answer.alone(new Outcome(Outcome.Source.MISS, "value", 0), 0);

    @Test
    void followersShareTheAnswerOfTheirLeader() {
        CompletableFuture<Answer> leader = new CompletableFuture<>();
        CompletableFuture<Answer> first = flights.join(call(), flight -> leader, FlightsTests::unexpected);
        CompletableFuture<Answer> second = flights.join(call(), FlightsTests::unexpected, flight -> flight);
        leader.complete(answer);
        assertThat(first).isCompletedWithValue(answer);
        assertThat(second).isCompletedWithValue(answer);
    }

    @Test
    void nextCallerAfterAFlightLeadsItsOwn() {
        assertThat(flights.join(call(), this::answered, FlightsTests::unexpected))
                .isCompletedWithValue(answer);
        assertThat(flights.join(call(), this::answered, FlightsTests::unexpected))
                .isCompletedWithValue(answer);
    }

    /** Else a call that is repeated at once after a failure would get the same failure. */
    @Test
    void callerThatHasItsAnswerLeadsTheNextFlight() {
        CompletableFuture<Answer> leader = new CompletableFuture<>();
        CompletableFuture<Answer> next = flights.join(call(), flight -> leader, FlightsTests::unexpected)
                .thenCompose(got -> flights.join(call(), this::answered, FlightsTests::unexpected));
        leader.complete(answer);
        assertThat(next).isCompletedWithValue(answer);
    }

    @Test
    void flightThatItsLeaderEndsEarlyLetsFollowersThrough() {
        CompletableFuture<Answer> leader = new CompletableFuture<>();
        CompletableFuture<Answer> first = flights.join(
                call(),
                flight -> {
                    flight.complete(Answer.THROUGH);
                    return leader;
                },
                FlightsTests::unexpected);
        assertThat(flights.join(call(), this::answered, FlightsTests::unexpected))
                .isCompletedWithValue(answer);
        assertThat(first).isNotDone();
    }

    @Test
    void leaderThatBreaksKeepsNobodyWaiting() {
        CompletableFuture<Answer> broken = flights.join(
                call(),
                flight -> {
                    throw new IllegalStateException("broken");
                },
                FlightsTests::unexpected);
        assertThat(broken).isCompletedExceptionally();
        assertThat(flights.join(call(), this::answered, FlightsTests::unexpected))
                .isCompletedWithValue(answer);
    }

    @Test
    void leaderThatDiesByAnErrorKeepsNobodyWaiting() {
        CompletableFuture<Answer> dead = flights.join(
                call(),
                flight -> {
                    throw new StackOverflowError();
                },
                FlightsTests::unexpected);
        assertThat(dead).isCompletedExceptionally();
        assertThat(flights.join(call(), this::answered, FlightsTests::unexpected))
                .isCompletedWithValue(answer);
    }

    private CompletableFuture<Answer> answered(CompletableFuture<Answer> flight) {
        assertThat(flight).isNotDone();
        return CompletableFuture.completedFuture(answer);
    }

    private ReadCall call() {
        Loader unused = () -> CompletableFuture.completedFuture(null);
        return new ReadCall(operation, slot, unused, Runnable::run, 0, 0);
    }

    private static CompletableFuture<Answer> unexpected(CompletableFuture<Answer> flight) {
        return fail("This caller has another role in " + flight);
    }
}
