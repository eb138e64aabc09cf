package io.github.dynamocached.dynamodb;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Loads that read on every kind of thread: what cannot be seen from the thread that loads is not proven. */
class LoadThreadsTests extends TurnLoadsFixture {

    @Test
    void readComposedOnAnotherThreadLivesShort() {
        assertShort(
                2,
                () -> turns.asyncClient()
                        .getItem(turns.get(1))
                        .thenComposeAsync(got -> turns.asyncClient().getItem(turns.get(2)), threads)
                        .join());
    }

    @Test
    void readComposedOnThreadThatTheLoadIsCarriedToIsProven() {
        ExecutorService carrying = ContextExecutorService.wrap(
                threads, ContextSnapshotFactory.builder().build()::captureAll);
        assertProven(2, () -> {
            turns.client().getItem(turns.get(1));
            return CompletableFuture.supplyAsync(() -> turns.client().getItem(turns.get(2)), carrying)
                    .join();
        });
    }

    @Test
    void readHandedToAnotherThreadLivesShort() {
        assertShort(2, () -> {
            turns.client().getItem(turns.get(1));
            return CompletableFuture.supplyAsync(() -> turns.client().getItem(turns.get(2)), threads)
                    .join();
        });
    }

    @Test
    void parallelStreamLivesShort() {
        CyclicBarrier onTwoThreads = new CyclicBarrier(2);
        assertShort(
                2,
                () -> Stream.of(1, 2)
                        .parallel()
                        .map(number -> {
                            meet(onTwoThreads);
                            return turns.client().getItem(turns.get(number));
                        })
                        .toList());
    }

    @Test
    void parallelStreamWithinAForkJoinPoolLivesShort() {
        CyclicBarrier onTwoThreads = new CyclicBarrier(2);
        assertShort(
                2,
                () -> new ForkJoinPool(2)
                        .submit(() -> Stream.of(1, 2)
                                .parallel()
                                .map(number -> {
                                    meet(onTwoThreads);
                                    return turns.client().getItem(turns.get(number));
                                })
                                .toList())
                        .join());
    }

    @Test
    void reactiveChainIsProvenWhereNoOtherSchedulerTakesItOver() {
        assertProven(
                2,
                () -> Mono.fromFuture(() -> turns.asyncClient().getItem(turns.get(1)))
                        .flatMap(
                                got -> Mono.fromFuture(() -> turns.asyncClient().getItem(turns.get(2))))
                        .block());
    }

    @Test
    void reactiveChainOnAnotherSchedulerLivesShort() {
        assertShort(
                1,
                () -> Mono.fromFuture(() -> turns.asyncClient().getItem(turns.get(1)))
                        .subscribeOn(Schedulers.boundedElastic())
                        .block());
    }

    @Test
    void reactiveChainOnAnotherSchedulerIsProvenWhereReactorCarriesTheLoadAlong() {
        Hooks.enableAutomaticContextPropagation();
        try {
            assertProven(
                    2,
                    () -> Mono.fromFuture(() -> turns.asyncClient().getItem(turns.get(1)))
                            .publishOn(Schedulers.parallel())
                            .flatMap(got ->
                                    Mono.fromFuture(() -> turns.asyncClient().getItem(turns.get(2))))
                            .subscribeOn(Schedulers.boundedElastic())
                            .block());
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void loadOnVirtualThreadIsProven() {
        ExecutorService virtual = virtualThreads();
        CompletableFuture.runAsync(() -> assertProven(1, () -> turns.client().getItem(turns.get(1))), virtual)
                .join();
        virtual.shutdown();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void readHandedToVirtualThreadLivesShort() {
        ExecutorService virtual = virtualThreads();
        assertShort(2, () -> {
            turns.client().getItem(turns.get(1));
            return CompletableFuture.supplyAsync(() -> turns.client().getItem(turns.get(2)), virtual)
                    .join();
        });
        virtual.shutdown();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By name, because the library is compiled for Java 17. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
