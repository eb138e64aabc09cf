package io.github.dynamocached.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.store.TimedAnswer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits for commands whose server has had less time than the clock says, on the calling thread and on none. */
class TimedWaitTests {

    private static final Duration BUDGET = Duration.ofMillis(20);
    private static final int ANSWERED_AT = 3;

    /** A command that says at each look how long the server has had it. */
    private static final class Command extends CompletableFuture<String> implements TimedAnswer {

        private final AtomicInteger looks = new AtomicInteger();
        private final ToLongFunction<Command> nanos;

        Command(ToLongFunction<Command> nanos) {
            this.nanos = nanos;
        }

        @Override
        public long serverNanos() {
            looks.incrementAndGet();
            return nanos.applyAsLong(this);
        }
    }

    private static boolean succeeds(Command command, boolean onThisThread) {
        if (onThisThread) {
            return TimedWait.succeeds(command, BUDGET);
        }
        TimedWait.limit(command, BUDGET.toNanos());
        return command.handle((answer, failure) -> failure == null).join();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answerThatThisJvmHadNoTimeToReadIsAwaited(boolean onThisThread) {
        Command command = new Command(self -> {
            boolean unused = self.looks.get() == ANSWERED_AT && self.complete("answer");
            return 0;
        });
        assertThat(succeeds(command, onThisThread)).isTrue();
        assertThat(command.looks).hasValue(ANSWERED_AT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serverThatHasHadItsTimeIsGivenUpAtTheFirstLook(boolean onThisThread) {
        Command command = new Command(self -> BUDGET.toNanos());
        assertThat(succeeds(command, onThisThread)).isFalse();
        assertThat(command.looks).hasValue(1);
        assertThatThrownBy(command::join).hasCauseInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noWaitLastsLongerThanSomeBudgets(boolean onThisThread) {
        long began = System.nanoTime();
        Command command = new Command(self -> 0);
        assertThat(succeeds(command, onThisThread)).isFalse();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimedAnswer.MOST_BUDGETS * BUDGET.toNanos());
        assertThatThrownBy(command::join).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void budgetIsChargedWhatTheServerHasTaken() {
        Command command = new Command(self -> 7);
        assertThat(TimedWait.spent(command, 9)).isEqualTo(7);
        assertThat(TimedWait.spent(command, 5)).isEqualTo(5);
        assertThat(TimedWait.spent(new CompletableFuture<>(), 9)).isEqualTo(9);
    }
}
