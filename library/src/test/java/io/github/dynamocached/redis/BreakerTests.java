package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisOutOfMemoryException;
import org.slf4j.LoggerFactory;

/** When commands are sent and when not, on a clock of the test's own. */
class BreakerTests {

    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(RedisConnection.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Breaker breaker = new Breaker(
            "reads", new BreakerSettings(true, 0.5, 4, 8, Duration.ofSeconds(2)), LIMIT, nanos::incrementAndGet);

    @BeforeEach
    void listen() {
        log.start();
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(log);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private long sent() {
        assertThat(breaker.permits()).isTrue();
        return breaker.now();
    }

    private void succeed() {
        breaker.succeeded(sent());
    }

    private void timeOutAfter(Duration time) {
        long sent = sent();
        pass(time);
        breaker.failed(sent, new TimeoutException());
    }

    private void open() {
        for (int i = 0; i < 4; i++) {
            timeOutAfter(LIMIT);
        }
        assertThat(breaker.permits()).isFalse();
    }

    @Test
    void nothingIsSentAfterTimeoutsUntilThePauseIsOver() {
        open();
        pass(Duration.ofMillis(124));
        assertThat(breaker.permits()).isFalse();
        pass(Duration.ofMillis(2));
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void pausesGrowUntilTheLongest() {
        open();
        for (long millis : new long[] {125, 250, 500, 1_000, 2_000, 2_000}) {
            pass(Duration.ofMillis(millis - 1));
            assertThat(breaker.permits()).isFalse();
            pass(Duration.ofMillis(2));
            breaker.failed(sent(), new RedisConnectionException("gone"));
        }
    }

    @Test
    void singleCommandTriesAgainAndItsAnswerLetsAllPass() {
        open();
        pass(Duration.ofSeconds(3));
        long probe = sent();
        assertThat(breaker.permits()).isFalse();
        breaker.succeeded(probe);
        assertThat(breaker.permits()).isTrue();
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void singleCommandThatFailsBeginsAnotherPause() {
        open();
        pass(Duration.ofSeconds(3));
        timeOutAfter(LIMIT);
        assertThat(breaker.permits()).isFalse();
    }

    @Test
    void singleCommandThatIsGivenUpLeavesItsPlaceToAnother() {
        open();
        pass(Duration.ofSeconds(3));
        breaker.released(sent());
        long next = sent();
        assertThat(breaker.permits()).isFalse();
        breaker.failed(next, RedisUnavailableException.refused("HMGET"));
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void lessThanHalfOfTheCommandsMayFail() {
        for (int i = 0; i < 50; i++) {
            timeOutAfter(LIMIT);
            succeed();
            succeed();
            succeed();
        }
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void successesFromBeforeTheFirstFailureDoNotOutweighIt() {
        for (int i = 0; i < 1_000; i++) {
            succeed();
        }
        open();
    }

    @Test
    void failuresAreForgottenAfterAsManySuccessesInARowAsAreJudged() {
        timeOutAfter(LIMIT);
        for (int i = 0; i < 8; i++) {
            succeed();
        }
        open();
    }

    @Test
    void timeoutThatCameLateIsAPauseOfThisProcess() {
        for (int i = 0; i < 100; i++) {
            timeOutAfter(Duration.ofMillis(151));
        }
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void timeoutLongBeforeItsTimeSaysNothingOfTheServer() {
        for (int i = 0; i < 100; i++) {
            timeOutAfter(Duration.ofMillis(24));
        }
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void lateTimeoutOfTheSingleCommandLetsAnotherTry() {
        open();
        pass(Duration.ofSeconds(3));
        timeOutAfter(Duration.ofSeconds(1));
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void answersToWhatWasSentBeforeAChangeSayNothingOfTheTimeAfterIt() {
        long early = sent();
        open();
        pass(Duration.ofSeconds(3));
        long probe = sent();
        breaker.succeeded(early);
        assertThat(breaker.permits()).isFalse();
        breaker.released(early);
        assertThat(breaker.permits()).isFalse();
        breaker.succeeded(probe);
        breaker.failed(early, new RedisConnectionException("gone"));
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void brokenConnectionAndServerThatLoadsAreFailuresHoweverFast() {
        for (int i = 0; i < 2; i++) {
            breaker.failed(sent(), new RedisConnectionException("gone"));
            breaker.failed(sent(), new RedisLoadingException("LOADING"));
        }
        assertThat(breaker.permits()).isFalse();
    }

    @Test
    void otherErrorsOfTheServerAreAnswers() {
        for (int i = 0; i < 100; i++) {
            breaker.failed(sent(), new RedisOutOfMemoryException("OOM"));
        }
        open();
        pass(Duration.ofSeconds(3));
        breaker.failed(sent(), new RedisOutOfMemoryException("OOM"));
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void disabledBreakerLetsAllPass() {
        BreakerSettings off = new BreakerSettings(false, 0.5, 1, 1, Duration.ofSeconds(2));
        Breaker none = new Breaker("reads", off, LIMIT, nanos::incrementAndGet);
        for (int i = 0; i < 100; i++) {
            assertThat(none.permits()).isTrue();
            none.failed(none.now(), new RedisConnectionException("gone"));
        }
    }

    @Test
    void beginningAndEndAreLoggedOnceEach() {
        LOGGER.setLevel(Level.INFO);
        open();
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(3));
            timeOutAfter(LIMIT);
        }
        pass(Duration.ofSeconds(3));
        succeed();
        LOGGER.setLevel(null);
        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "WARN Redis does not serve reads: none are sent for now. One is tried at least every 2000 ms.",
                        "INFO Redis serves reads again");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 0, 10, 100, second))
                .withMessage("redis.circuit-breaker.failure-rate is 0.0. Use a share from 0.01 to 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 1, 0, 100, second))
                .withMessage("redis.circuit-breaker.minimum-calls is 0. Use a number from 1 to 10000.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 1, 10, 9, second))
                .withMessage("redis.circuit-breaker.window is 9. Use a number from that of minimum-calls, which is 10,"
                        + " to 10000.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(true, 1, 10, 10, Duration.ofMillis(9)))
                .withMessage("redis.circuit-breaker.pause is PT0.009S. Use a duration from 10ms to 1h.");
    }
}
