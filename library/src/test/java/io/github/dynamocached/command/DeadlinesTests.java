package io.github.dynamocached.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The steps of the timer of commands, made by hand. */
class DeadlinesTests {

    private static final long LONG = Duration.ofDays(1).toNanos();

    private final Queue<Runnable> steps = new ArrayDeque<>();
    private final Deadlines deadlines = new Deadlines(steps::add);

    private void step() {
        steps.remove().run();
    }

    @Test
    void timerRunsFromTheFirstCommandUntilASecondAfterTheLast() {
        assertThat(steps).isEmpty();
        CompletableFuture<String> command = new CompletableFuture<>();
        deadlines.add(command, LONG);
        deadlines.add(new CompletableFuture<>(), 0);
        assertThat(steps).hasSize(1);
        for (int i = 0; i < 2 * Deadlines.IDLE_STEPS; i++) {
            step();
        }
        command.complete("answer");
        for (int i = 0; i < Deadlines.IDLE_STEPS; i++) {
            step();
        }
        assertThat(steps).isEmpty();
        deadlines.add(new CompletableFuture<>(), LONG);
        assertThat(steps).hasSize(1);
    }

    @Test
    void lateCommandsFailAndTheOthersDoNot() {
        CompletableFuture<String> early = new CompletableFuture<>();
        CompletableFuture<String> late = new CompletableFuture<>();
        CompletableFuture<String> answered = new CompletableFuture<>();
        deadlines.add(early, LONG);
        deadlines.add(late, 0);
        deadlines.add(answered, 0);
        answered.complete("answer");
        step();
        assertThat(early).isNotDone();
        assertThat(answered).isCompletedWithValue("answer");
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void commandThatIsAddedDuringTheLastStepIsWatched() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<Void> unused =
                first.exceptionally(failure -> "").thenAccept(answer -> deadlines.add(second, 0));
        deadlines.add(first, 0);
        step();
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isNotDone();
        step();
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void commandThatBreaksIsForgottenAndTheOthersAreWatched() {
        CompletableFuture<String> broken = new CompletableFuture<>() {
            @Override
            public boolean completeExceptionally(Throwable failure) {
                throw new IllegalStateException("broken");
            }
        };
        CompletableFuture<String> other = new CompletableFuture<>();
        deadlines.add(other, 0);
        deadlines.add(broken, 0);
        step();
        assertThat(other).isCompletedExceptionally();
        assertThat(steps).hasSize(1);
    }
}
