package io.github.dynamocached.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.store.TimedAnswer;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

/** When commands are sent and when not, on a clock of the test's own. */
class BreakerTests {

    private static final Duration LIMIT = Duration.ofMillis(100);

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Breakers.LOGGER);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Breaker breaker = new Breaker(
            CommandKind.READ,
            RefusedServer.named("Redis at cache:6379"),
            new BreakerSettings(true, 0.5, 4, 8, Duration.ofSeconds(2)),
            CommandLimit.ofReads(LIMIT),
            nanos::incrementAndGet,
            new StoreListener() {});

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** A command under way. */
    private record Sent(Breaker.Phase permit, long at) {

        void succeeds() {
            permit.succeeded();
        }

        void fails(Exception failure) {
            permit.failed(at, Long.MAX_VALUE, failure);
        }
    }

    private Sent sent() {
        return sentThrough(breaker);
    }

    private static Sent sentThrough(Breaker breaker) {
        return new Sent(Objects.requireNonNull(breaker.permit(), "not permitted"), breaker.now());
    }

    private void timeOutAfter(Duration time) {
        timeOutAfter(time, time.plusDays(1));
    }

    private void timeOutAfter(Duration time, Duration most) {
        Sent sent = sent();
        pass(time);
        sent.permit.failed(sent.at, most.toNanos(), new TimeoutException());
    }

    private void open() {
        for (int i = 0; i < 4; i++) {
            timeOutAfter(LIMIT);
        }
        assertThat(breaker.permit()).isNull();
    }

    @Test
    void nothingIsSentAfterTimeoutsUntilThePauseIsOver() {
        open();
        pass(Duration.ofMillis(124));
        assertThat(breaker.permit()).isNull();
        pass(Duration.ofMillis(2));
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void pausesGrowUntilTheLongest() {
        open();
        for (long millis : new long[] {125, 250, 500, 1_000, 2_000, 2_000}) {
            pass(Duration.ofMillis(millis - 1));
            assertThat(breaker.permit()).isNull();
            pass(Duration.ofMillis(2));
            sent().fails(new RedisConnectionException("gone"));
        }
    }

    @Test
    void answerToTheProbeLetsAllPass() {
        open();
        pass(Duration.ofSeconds(3));
        Sent probe = sent();
        assertThat(breaker.permit()).isNull();
        probe.succeeds();
        assertThat(breaker.permit()).isNotNull();
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void probeThatFailsBeginsAnotherPause() {
        open();
        pass(Duration.ofSeconds(3));
        timeOutAfter(LIMIT);
        assertThat(breaker.permit()).isNull();
    }

    @Test
    void probeThatIsGivenUpLeavesItsPlaceToAnother() {
        open();
        pass(Duration.ofSeconds(3));
        sent().permit().released();
        Sent next = sent();
        assertThat(breaker.permit()).isNull();
        next.fails(RedisUnavailableException.refused("HMGET"));
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void probeWithoutAnyOutcomeLeavesItsPlaceToAnotherLongAfterItsTime() {
        open();
        pass(Duration.ofSeconds(3));
        Sent lost = sent();
        await().until(() -> {
            pass(Duration.ofSeconds(3));
            return breaker.permit() != null;
        });
        lost.succeeds();
        assertThat(breaker.permit()).isNull();
    }

    @Test
    void lessThanHalfOfTheCommandsMayFail() {
        for (int i = 0; i < 50; i++) {
            timeOutAfter(LIMIT);
            sent().succeeds();
            sent().succeeds();
            sent().succeeds();
        }
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void successesFromBeforeTheFirstFailureDoNotOutweighIt() {
        for (int i = 0; i < 1_000; i++) {
            sent().succeeds();
        }
        open();
    }

    @Test
    void failuresAreForgottenAfterAsManySuccessesInARowAsAreJudged() {
        timeOutAfter(LIMIT);
        for (int i = 0; i < 8; i++) {
            sent().succeeds();
        }
        open();
    }

    @Test
    void timeoutThatCameLateIsAPauseOfThisProcess() {
        for (int i = 0; i < 100; i++) {
            timeOutAfter(Duration.ofMillis(151));
        }
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void timeoutLongBeforeItsTimeSaysNothingOfTheServer() {
        for (int i = 0; i < 100; i++) {
            timeOutAfter(Duration.ofMillis(24));
        }
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void timeoutThatCameLateCountsIfThisProcessHadTheTimeOfTheServer() {
        for (int i = 0; i < 4; i++) {
            timeOutAfter(LIMIT.multipliedBy(3), LIMIT);
        }
        assertThat(breaker.permit()).isNull();
    }

    /** Nobody else has given the command up. */
    @Test
    void timeoutOfRedissonCountsAlthoughItComesLater() {
        for (int i = 0; i < 4; i++) {
            Sent sent = sent();
            pass(LIMIT.multipliedBy(TimedAnswer.MOST_BUDGETS));
            sent.fails(new RedisTimeoutException("late"));
        }
        assertThat(breaker.permit()).isNull();
    }

    @Test
    void timeoutForWhichThisProcessHadNoTimeSaysNothingOfTheServer() {
        for (int i = 0; i < 100; i++) {
            timeOutAfter(LIMIT, LIMIT.dividedBy(5));
        }
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void lateTimeoutOfTheProbeLetsAnotherTry() {
        open();
        pass(Duration.ofSeconds(3));
        timeOutAfter(Duration.ofSeconds(1));
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void answersToWhatWasSentBeforeAChangeSayNothingOfTheTimeAfterIt() {
        Sent early = sent();
        open();
        pass(Duration.ofSeconds(3));
        Sent probe = sent();
        early.succeeds();
        assertThat(breaker.permit()).isNull();
        early.permit().released();
        assertThat(breaker.permit()).isNull();
        probe.succeeds();
        early.fails(new RedisConnectionException("gone"));
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void brokenConnectionAndServerThatLoadsAreFailuresHoweverFast() {
        for (int i = 0; i < 2; i++) {
            sent().fails(new RedisConnectionException("gone"));
            sent().fails(new RedisLoadingException("LOADING"));
        }
        assertThat(breaker.permit()).isNull();
    }

    @Test
    void refusedConnectionIsAFailureAlsoAsTheCauseOfAnother() {
        for (int i = 0; i < 4; i++) {
            sent().fails(new RedisException("Unexpected exception", new ConnectException("refused")));
        }
        assertThat(breaker.permit()).isNull();
    }

    @Test
    void otherErrorsOfTheServerAreAnswers() {
        for (int i = 0; i < 100; i++) {
            sent().fails(new RedisOutOfMemoryException("OOM"));
        }
        open();
        pass(Duration.ofSeconds(3));
        sent().fails(new RedisOutOfMemoryException("OOM"));
        assertThat(breaker.permit()).isNotNull();
    }

    @Test
    void disabledBreakerLetsAllPass() {
        BreakerSettings off = new BreakerSettings(false, 0.5, 1, 1, Duration.ofSeconds(2));
        Breaker none = new Breaker(
                CommandKind.READ,
                RefusedServer.named("Redis"),
                off,
                CommandLimit.ofReads(LIMIT),
                nanos::incrementAndGet,
                new StoreListener() {});
        for (int i = 0; i < 100; i++) {
            sentThrough(none).fails(new RedisConnectionException("gone"));
        }
    }

    @Test
    void beginningAndEndAreLoggedOnceEach() {
        open();
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(3));
            timeOutAfter(LIMIT);
        }
        pass(Duration.ofSeconds(3));
        sent().succeeds();
        assertThat(log.lines())
                .containsExactly(
                        "WARN Circuit breaker open for reads on Redis at cache:6379: methods are called without the cache. It"
                                + " tries again at least every 2000 ms. If this lasts, check the server and the network.",
                        "INFO Circuit breaker closed for reads on Redis at cache:6379");
    }
}
