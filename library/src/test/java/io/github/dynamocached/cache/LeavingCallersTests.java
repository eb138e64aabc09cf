package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A caller that cancels its call leaves, and nobody else gets less for it. */
class LeavingCallersTests extends AsyncFixture {

    private final OpenLoad ofLeader = new OpenLoad();
    private final OpenLoad ofFollower = new OpenLoad();

    private static void leave(CompletableFuture<?> call) {
        assertThat(call.cancel(true)).isTrue();
    }

    private boolean isLeased() {
        return Stages.await(new InMemoryEntryStore(server).look(slot.key())).variants().stream()
                .anyMatch(VariantState::leased);
    }

    @Test
    void leaderThatLeavesBeforeTheLoadLetsAnotherOneLeadOn() {
        HeldCommand acquire = store.holdNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = read(ofLeader);
        CompletableFuture<Outcome> follower = read(ofFollower);
        leave(leader);
        acquire.release();
        assertThat(ofLeader.begun).hasValue(0);
        assertThat(ofFollower.begun).hasValue(1);
        ofFollower.end.complete("value");
        assertThat(await(follower)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        assertThat(await(read(ofLeader)).source()).isEqualTo(Source.HIT);
    }

    /** The caller that leads on keeps its object, and its method is called once, even where others have to go again. */
    @Test
    void followerThatLeadsOnCallsItsMethodOnceThoughItsValueIsNotStored() {
        HeldCommand acquire = store.holdNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = read(ofLeader);
        CompletableFuture<Outcome> follower = read(ofFollower);
        leave(leader);
        acquire.release();
        ofFollower.end.complete("broken");
        assertThat(await(follower).value()).isEqualTo("broken");
        assertThat(ofFollower.begun).hasValue(1);
    }

    @Test
    void followerThatLeadsOnWaitsForItsOwnLoadHoweverLongThatTakes() {
        HeldCommand acquire = store.holdNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = read(ofLeader);
        CompletableFuture<Outcome> follower = read(ofFollower);
        leave(leader);
        acquire.release();
        pass(Duration.ofMinutes(1));
        assertThat(follower).isNotDone();
        ofFollower.end.complete("value");
        assertThat(await(follower).value()).isEqualTo("value");
        assertThat(ofFollower.begun).hasValue(1);
    }

    @Test
    void nothingIsLoadedForCallersThatHaveAllLeft() {
        HeldCommand acquire = store.holdNext(ControlledEntryStore.Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = read(ofLeader);
        CompletableFuture<Outcome> follower = read(ofFollower);
        leave(follower);
        leave(leader);
        acquire.release();
        assertThat(ofLeader.begun).hasValue(0);
        assertThat(ofFollower.begun).hasValue(0);
        assertThat(isLeased()).isFalse();
        assertThat(await(read(() -> CompletableFuture.completedFuture("next"))))
                .isEqualTo(new Outcome(Source.MISS, "next", 0));
    }

    @Test
    void loadThatHasBegunIsStoredThoughAllHaveLeft() {
        CompletableFuture<Outcome> leader = read(ofLeader);
        leave(leader);
        pass(Duration.ofSeconds(1));
        ofLeader.end.complete("value");
        assertThat(await(read(ofFollower))).isEqualTo(new Outcome(Source.HIT, "value", 0));
    }

    @Test
    void followerGetsTheLoadOfALeaderThatHasLeft() {
        CompletableFuture<Outcome> leader = read(ofLeader);
        CompletableFuture<Outcome> follower = read(ofFollower);
        leave(leader);
        ofLeader.end.complete("value");
        assertThat(await(follower).value()).isEqualTo("value");
        assertThat(ofFollower.begun).hasValue(0);
    }

    /** The request or transaction of the leader may have ended with it. */
    @Test
    void failureOfALoadWhoseLeaderHasLeftIsNotShared() {
        CompletableFuture<Outcome> leader = read(ofLeader);
        CompletableFuture<Outcome> follower = read(ofFollower);
        leave(leader);
        ofLeader.end.completeExceptionally(new IllegalStateException("the session is closed"));
        assertThat(ofFollower.begun).hasValue(1);
        ofFollower.end.complete("value");
        assertThat(await(follower)).isEqualTo(new Outcome(Source.MISS, "value", 0));
    }

    @Test
    void loadThatNobodyWaitsForIsStoppedWhenNobodyMayJoinItAnyMore() {
        CompletableFuture<Outcome> leader = read(ofLeader);
        leave(leader);
        pass(Duration.ofMillis(1_999));
        assertThat(ofLeader.end).isNotDone();
        pass(Duration.ofMillis(2));
        assertThat(ofLeader.end).isCancelled();
        assertThat(isLeased()).isFalse();
    }

    @Test
    void loadGoesOnForOneThatHasJoinedAfterTheOthersLeft() {
        CompletableFuture<Outcome> leader = read(ofLeader);
        leave(leader);
        CompletableFuture<Outcome> follower = read(ofFollower);
        pass(Duration.ofSeconds(10));
        assertThat(ofLeader.end).isNotDone();
        leave(follower);
        assertThat(ofLeader.end).isCancelled();
    }

    /** Else each later caller would wait for it as long as its patience lasts. */
    @Test
    void flightOfALoadThatDoesNotEndTakesNobodyIn() {
        CompletableFuture<Outcome> leader = read(ofLeader);
        pass(Duration.ofMillis(2_001));
        CompletableFuture<Outcome> next = read(ofFollower);
        assertThat(ofFollower.begun).hasValue(1);
        ofFollower.end.complete("value");
        assertThat(await(next)).isEqualTo(new Outcome(Source.MISS, "value", 0));
        assertThat(leader).isNotDone();
    }

    /** A timeout of the caller is a way to leave. */
    @Test
    void callersOfALoadThatNeverEndsGetTheirTimeoutsAndTheLoadsAreStopped() {
        for (int call = 0; call < 20; call++) {
            OpenLoad never = new OpenLoad();
            CompletableFuture<Outcome> caller = read(never).orTimeout(1, TimeUnit.MILLISECONDS);
            assertThat(awaitFailure(caller)).isInstanceOf(TimeoutException.class);
            assertThat(never.begun).hasValue(1);
            Awaitility.await().until(() -> {
                pass(Duration.ofSeconds(3));
                return never.end.isCancelled();
            });
        }
    }

    /** The step between the last one that leaves and one that comes is one: it leads the next flight. */
    @Test
    void whoFindsAFlightClosedLeadsTheNext() {
        Flights flights = new Flights(timing);
        CompletableFuture<Answer> unused = flights.join(
                leavingCall(),
                flight -> {
                    assertThat(flight.lend(1)).isNull();
                    return flights.join(call(), next -> answered("next"), LeavingCallersTests::unexpected);
                },
                LeavingCallersTests::unexpected);
        assertThat(unused).isCompleted();
    }

    @Test
    void leavingBypassEndsItsLoadAfterAWhile() {
        store.failNext(ControlledEntryStore.Kind.READ);
        CompletableFuture<Outcome> caller = read(ofLeader);
        assertThat(ofLeader.begun).hasValue(1);
        leave(caller);
        pass(Duration.ofSeconds(3));
        assertThat(ofLeader.end).isCancelled();
    }

    /** Else it would keep one of few threads for ever. */
    @Test
    void refreshThatDoesNotEndIsStopped() throws Exception {
        assertThat(await(read(() -> CompletableFuture.completedFuture("value"))).source())
                .isEqualTo(Source.MISS);
        pass(Duration.ofMinutes(11));
        Loader refreshing = new Loader() {
            @Override
            public CompletableFuture<@Nullable Object> load() {
                return ofFollower.load();
            }

            @Override
            public Loader forRefresh() {
                return ofLeader;
            }
        };
        Thread refresh = new Thread(() -> assertThat(read(refreshing)).isCompleted());
        refresh.start();
        Awaitility.await().until(() -> ofLeader.begun.get() == 1);
        Awaitility.await().until(() -> {
            pass(Duration.ofSeconds(3));
            return ofLeader.end.isCancelled();
        });
        refresh.join(20_000);
        assertThat(refresh.isAlive()).isFalse();
        assertThat(isLeased()).isFalse();
    }

    private ReadCall call() {
        return new ReadCall(operation, slot, new OpenLoad(), Runnable::run, timing.nanos(), 0);
    }

    private ReadCall leavingCall() {
        AsyncCaller caller = new AsyncCaller(Runnable::run, timing, 1);
        caller.leave();
        return new ReadCall(
                operation,
                new Slot(CacheKey.of("users", List.of("1")), "Text"),
                new OpenLoad(),
                caller,
                timing.nanos(),
                0);
    }

    private static CompletableFuture<Answer> answered(@Nullable Object value) {
        return CompletableFuture.completedFuture(Answer.alone(new Outcome(Source.MISS, value, 0), 0));
    }

    private static CompletableFuture<Answer> unexpected(Flight flight) {
        throw new AssertionError("This caller has another role in " + flight);
    }
}
