package io.github.dynamocached.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.breaker.Refusal.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a server refuses several times in a row. Time is what a test says. */
class RefusalsTests {

    private static final Refusal DENIED = new Refusal(Reason.COMMAND, "evalsha", "NOPERM");
    private static final Refusal FULL = new Refusal(Reason.MEMORY, "", "OOM");

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Breakers.LOGGER);

    private final AtomicLong nanos = new AtomicLong();
    private final Refusals refusals = refusals(new BreakerSettings(true, 0.5, 3, 3, Duration.ofMillis(1_600)));

    private Refusals refusals(BreakerSettings settings) {
        return new Refusals(RefusedServer.named("Redis at cache:6379"), settings, nanos::get);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void refuse(CommandKind kind, Refusal refusal, int times) {
        for (int i = 0; i < times; i++) {
            boolean unused = refusals.refused(kind, "acquire", refusal);
        }
    }

    @Test
    void someRefusalsInARowShutItAndTheFirstAcceptanceOpensIt() {
        refuse(CommandKind.EVICTION, DENIED, 2);
        assertThat(refusals.permits(CommandKind.EVICTION)).isTrue();
        assertThat(refusals.refused(CommandKind.EVICTION, "acquire", DENIED)).isTrue();

        assertThat(refusals.isShut()).isTrue();
        assertThat(refusals.permits(CommandKind.EVICTION)).isFalse();
        assertThat(refusals.permits(CommandKind.READ)).isTrue();
        assertThat(refusals.accepted(CommandKind.EVICTION, "acquire")).isTrue();
        assertThat(refusals.isShut()).isFalse();
        assertThat(refusals.permits(CommandKind.EVICTION)).isTrue();
    }

    @Test
    void acceptanceInBetweenBeginsTheCountAnew() {
        for (int i = 0; i < 5; i++) {
            refuse(CommandKind.READ, DENIED, 2);
            assertThat(refusals.accepted(CommandKind.READ, "acquire")).isFalse();
        }
        assertThat(refusals.permits(CommandKind.READ)).isTrue();
    }

    @Test
    void oneTriesAgainAfterPausesThatDoubleUpToTheLongest() {
        refuse(CommandKind.EVICTION, DENIED, 3);
        for (long pause : new long[] {100, 200, 400, 800, 1_600, 1_600}) {
            pass(pause - 1);
            assertThat(refusals.permits(CommandKind.EVICTION)).isFalse();
            pass(1);
            assertThat(refusals.permits(CommandKind.EVICTION)).isTrue();
            assertThat(refusals.permits(CommandKind.EVICTION)).isFalse();
            refuse(CommandKind.EVICTION, DENIED, 1);
        }
    }

    @Test
    void tryWhoseOutcomeIsNeverToldLeavesItsPlaceToAnother() {
        refuse(CommandKind.EVICTION, DENIED, 3);
        pass(100);
        assertThat(refusals.permits(CommandKind.EVICTION)).isTrue();
        pass(100);
        assertThat(refusals.permits(CommandKind.EVICTION)).isTrue();
    }

    @Test
    void readsWaitForFillsThatAreDeniedButNotForThoseThatMayNotWrite() {
        refuse(CommandKind.FILL, FULL, 3);
        assertThat(refusals.permits(CommandKind.READ)).isTrue();
        assertThat(refusals.blockReads()).isFalse();
        assertThat(refusals.isShut()).isFalse();

        refuse(CommandKind.FILL, DENIED, 1);
        assertThat(refusals.permits(CommandKind.READ)).isFalse();
        assertThat(refusals.blockReads()).isTrue();
        assertThat(refusals.isShut()).isTrue();

        pass(1_600);
        assertThat(refusals.permits(CommandKind.READ)).isTrue();
        assertThat(refusals.permits(CommandKind.FILL)).isTrue();
        assertThat(refusals.permits(CommandKind.READ)).isFalse();
    }

    @Test
    void acceptanceOfAnotherCommandOnlyLeavesTheTryToTheNextOne() {
        refuse(CommandKind.FILL, DENIED, 3);
        pass(100);
        assertThat(refusals.permits(CommandKind.FILL)).isTrue();
        assertThat(refusals.accepted(CommandKind.FILL, "tryLock")).isFalse();

        assertThat(refusals.isShut()).isTrue();
        assertThat(refusals.permits(CommandKind.FILL)).isTrue();
        assertThat(refusals.permits(CommandKind.FILL)).isFalse();
    }

    @Test
    void whatGivesBackPassesAlways() {
        refuse(CommandKind.FILL, DENIED, 3);
        refuse(CommandKind.OTHER, DENIED, 30);
        assertThat(refusals.permits(CommandKind.OTHER)).isTrue();
    }

    @Test
    void eachRefusalIsToldOnceAndAgainAfterItHasEnded() {
        refuse(CommandKind.FILL, DENIED, 20);
        refuse(CommandKind.FILL, FULL, 20);
        refuse(CommandKind.FILL, DENIED, 20);
        assertThat(log.lines()).hasSize(2);

        assertThat(refusals.accepted(CommandKind.FILL, "acquire")).isTrue();
        assertThat(log.lines()).hasSize(3).last().isEqualTo("INFO Redis at cache:6379 accepts fills again");
        refuse(CommandKind.FILL, DENIED, 20);
        assertThat(log.lines()).hasSize(4);
    }

    @Test
    void withoutBreakersRefusalsAreOnlyTold() {
        Refusals none = refusals(new BreakerSettings(false, 0.5, 3, 3, Duration.ofMillis(1_600)));
        for (int i = 0; i < 20; i++) {
            assertThat(none.refused(CommandKind.READ, "HMGET", DENIED)).isFalse();
        }
        assertThat(none.permits(CommandKind.READ)).isTrue();
        assertThat(log.lines()).hasSize(1);
    }
}
