package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallerThreadTests {

    private final CallerThread caller = new CallerThread();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void taskOfAnotherThreadRunsOnTheWaitingThread() {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        CompletableFuture<Void> handedOver =
                CompletableFuture.runAsync(() -> caller.execute(() -> ran.complete(Thread.currentThread())));
        assertThat(caller.await(ran)).isSameAs(Thread.currentThread());
        assertThat(handedOver).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void tasksRunInTheirOrderUntilTheEnd() {
        List<Integer> order = new ArrayList<>();
        CompletableFuture<String> end = new CompletableFuture<>();
        caller.execute(() -> order.add(1));
        caller.execute(() -> order.add(2));
        caller.execute(() -> end.complete("end"));
        caller.execute(() -> order.add(3));
        assertThat(caller.await(end)).isEqualTo("end");
        assertThat(order).containsExactly(1, 2);
    }

    @Test
    void interruptIsSeenByTheTaskAndAfterTheWait() {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        Thread waiting = Thread.currentThread();
        CompletableFuture<Void> interrupting = CompletableFuture.runAsync(() -> {
            waiting.interrupt();
            caller.execute(() -> seen.complete(Thread.currentThread().isInterrupted()));
        });
        assertThat(caller.await(seen)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupting).succeedsWithin(Duration.ofSeconds(10));
    }
}
