package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RefreshExecutorTests {

    @Test
    void refreshRunsOnADaemonThreadOfItsOwn() {
        try (RefreshExecutor executor = RefreshExecutor.withDefaults()) {
            CompletableFuture<Thread> ran = new CompletableFuture<>();
            executor.execute(() -> ran.complete(Thread.currentThread()));
            Thread thread = Stages.await(ran);
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("dynamocached-refresh-1");
        }
    }

    @Test
    void whatDoesNotFitIsRejected() {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        try (RefreshExecutor executor = oneThread()) {
            for (int i = 0; i < 1_001; i++) {
                executor.execute(() -> {
                    awaitQuietly(busy);
                    ran.incrementAndGet();
                });
            }
            assertThatThrownBy(() -> executor.execute(ran::incrementAndGet))
                    .isInstanceOf(RejectedExecutionException.class);
            busy.countDown();
        }
    }

    @Test
    void closingWaitsForWhatHasBegunAndDropsTheRest() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        RefreshExecutor executor = oneThread();
        executor.execute(() -> {
            begun.countDown();
            awaitQuietly(closing);
            ran.incrementAndGet();
        });
        executor.execute(ran::incrementAndGet);
        awaitQuietly(begun);
        CompletableFuture<Void> released = CompletableFuture.runAsync(() -> {
            Awaitility.await().until(() -> isClosed(executor));
            closing.countDown();
        });

        executor.close();

        assertThat(ran).hasValue(1);
        Stages.awaitDone(released);
    }

    private static boolean isClosed(RefreshExecutor executor) {
        try {
            executor.execute(() -> {});
            return false;
        } catch (RejectedExecutionException closed) {
            return true;
        }
    }

    private static RefreshExecutor oneThread() {
        return new RefreshExecutor(1, Duration.ofSeconds(20), Thread::new);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
