package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import io.github.dynamocached.cache.Stages;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The caller that leads a load gives it up, before, in and after the load, on a real Redis. Nobody else gets less for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavingSubscribersTests {

    private static final int ROUNDS = 20;

    private final AnnotationConfigApplicationContext application = AsynchronousApplication.with(LaterReads.class);
    private final LaterReads reads = application.getBean(LaterReads.class);
    private final ControlledEntryStore store = application.getBean(ControlledEntryStore.class);

    @AfterAll
    void close() {
        application.close();
    }

    enum Style {
        FUTURE {
            @Override
            CompletableFuture<String> find(LaterReads reads, String id) {
                return reads.find(id);
            }
        },
        MONO {
            @Override
            CompletableFuture<String> find(LaterReads reads, String id) {
                return reads.findLazily(id).toFuture();
            }
        };

        abstract CompletableFuture<String> find(LaterReads reads, String id);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private boolean isLeased(String id) {
        return await(store.look(CacheKey.of("items", List.of(id)))).variants().stream()
                .anyMatch(VariantState::leased);
    }

    private CompletableFuture<String> follower(Style style, String id) {
        int lookups = store.calls(Kind.READ);
        CompletableFuture<String> follower = style.find(reads, id);
        soon().until(() -> store.calls(Kind.READ) > lookups);
        return follower;
    }

    @ParameterizedTest
    @EnumSource
    void leaderThatLeavesBeforeItsLoadLeavesItToAFollower(Style style) {
        String id = newId();
        HeldCommand acquire = store.holdReplyOfNext(Kind.ACQUIRE);
        CompletableFuture<String> leader = style.find(reads, id);
        acquire.awaitArrival();
        CompletableFuture<String> follower = follower(style, id);
        leader.cancel(true);
        acquire.reply();
        reads.load(id).complete("value");
        assertThat(await(follower)).isEqualTo("value");
        assertThat(reads.calls(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void leaderThatLeavesBeforeItsLoadAloneCallsNothingAndGivesItsLeaseBack(Style style) {
        String id = newId();
        HeldCommand acquire = store.holdReplyOfNext(Kind.ACQUIRE);
        CompletableFuture<String> leader = style.find(reads, id);
        acquire.awaitArrival();
        assertThat(isLeased(id)).isTrue();
        leader.cancel(true);
        acquire.reply();
        soon().until(() -> !isLeased(id));
        assertThat(reads.calls(id)).isZero();
        reads.load(id).complete("value");
        assertThat(await(style.find(reads, id))).isEqualTo("value");
    }

    @ParameterizedTest
    @EnumSource
    void loadOfALeaderThatHasLeftGoesOnForAFollower(Style style) {
        String id = newId();
        CompletableFuture<String> leader = style.find(reads, id);
        soon().until(() -> reads.calls(id) == 1);
        CompletableFuture<String> follower = follower(style, id);
        leader.cancel(true);
        reads.load(id).complete("value");
        assertThat(await(follower)).isEqualTo("value");
        assertThat(reads.calls(id)).isEqualTo(1);
        assertThat(reads.cancellations(id)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void loadOfALeaderThatHasLeftAloneIsStored(Style style) {
        String id = newId();
        CompletableFuture<String> leader = style.find(reads, id);
        soon().until(() -> reads.calls(id) == 1);
        HeldCommand fill = store.holdReplyOfNext(Kind.FILL);
        leader.cancel(true);
        reads.load(id).complete("value");
        fill.awaitArrival().reply();
        assertThat(await(style.find(reads, id))).isEqualTo("value");
        assertThat(reads.calls(id)).isEqualTo(1);
        assertThat(reads.cancellations(id)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void leaderThatLeavesAfterItsLoadTakesNothingFromItsFollower(Style style) {
        String id = newId();
        CompletableFuture<String> leader = style.find(reads, id);
        soon().until(() -> reads.calls(id) == 1);
        CompletableFuture<String> follower = follower(style, id);
        HeldCommand fill = store.holdNext(Kind.FILL);
        reads.load(id).complete("value");
        fill.awaitArrival();
        leader.cancel(true);
        fill.release();
        assertThat(await(follower)).isEqualTo("value");
        assertThat(await(style.find(reads, id))).isEqualTo("value");
        assertThat(reads.calls(id)).isEqualTo(1);
    }

    /** The request or transaction of the leader may have ended with it. */
    @ParameterizedTest
    @EnumSource
    void failureOfALoadWhoseLeaderHasLeftIsNotItsFollowers(Style style) {
        String id = newId();
        CompletableFuture<String> leader = style.find(reads, id);
        soon().until(() -> reads.calls(id) == 1);
        CompletableFuture<String> follower = follower(style, id);
        leader.cancel(true);
        CompletableFuture<String> failing = reads.replaceLoad(id);
        failing.completeExceptionally(new IllegalStateException("the session is closed"));
        soon().until(() -> reads.calls(id) == 2);
        reads.load(id).complete("value");
        assertThat(await(follower)).isEqualTo("value");
    }

    /** A caller that comes while the last one leaves joins it or leads the next load, and never waits for one that is not made. */
    @ParameterizedTest
    @EnumSource
    void followerThatJoinsWhileTheLeaderLeavesGetsItsValue(Style style) {
        for (int round = 0; round < ROUNDS; round++) {
            String id = newId();
            HeldCommand acquire = store.holdReplyOfNext(Kind.ACQUIRE);
            CompletableFuture<String> leader = style.find(reads, id);
            acquire.awaitArrival();
            CompletableFuture<Boolean> leaving = CompletableFuture.supplyAsync(() -> leader.cancel(true));
            CompletableFuture<Void> answer = CompletableFuture.runAsync(acquire::reply);
            CompletableFuture<String> follower = style.find(reads, id);
            Stages.awaitDone(CompletableFuture.allOf(leaving, answer));
            reads.load(id).complete("value");
            assertThat(await(follower)).isEqualTo("value");
        }
    }

    @Test
    void hitThatItsSubscriberGivesUpIsNoLoad() {
        String id = newId();
        reads.load(id).complete("value");
        assertThat(await(reads.findLazily(id).toFuture())).isEqualTo("value");
        HeldCommand lookup = store.holdReplyOfNext(Kind.READ);
        CompletableFuture<String> leaving = reads.findLazily(id).toFuture();
        lookup.awaitArrival();
        leaving.cancel(true);
        lookup.reply();
        assertThat(await(reads.findLazily(id).toFuture())).isEqualTo("value");
        assertThat(reads.calls(id)).isEqualTo(1);
    }
}
