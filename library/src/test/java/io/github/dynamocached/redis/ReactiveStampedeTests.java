package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A thousand reactive callers of one key on two event loops, over a real Redis. */
class ReactiveStampedeTests {

    private static final int CALLERS = 1_000;
    private static final int EVENT_LOOPS = 2;

    /** Threads that set timers at the same time may wait for the lock of the timers. Callers that wait do so a thousand times. */
    private static final long FEW_WAITS = 50;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AnnotationConfigApplicationContext application = AsynchronousApplication.with(Items.class);
    private final Items items = application.getBean(Items.class);
    private final Scheduler eventLoops = Schedulers.newParallel("event-loop", EVENT_LOOPS);
    private final LongAdder waits = new LongAdder();

    @AfterEach
    void close() {
        eventLoops.dispose();
        application.close();
    }

    static class Items {

        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.get();
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> find(String id) {
            return Mono.delay(Duration.ofMillis(200)).map(passed -> "item " + loads.incrementAndGet());
        }
    }

    /** Subscribes within one task of an event loop, and counts how often that has waited. */
    private void subscribe(Mono<String> item, Runnable then) {
        long id = Thread.currentThread().getId();
        long before = THREADS.getThreadInfo(id).getWaitedCount();
        var unused = item.publishOn(eventLoops).subscribe(value -> then.run());
        waits.add(THREADS.getThreadInfo(id).getWaitedCount() - before);
    }

    @Test
    void thousandCallersOnTwoEventLoopsLoadOnceAndNoEventLoopWaits() throws Exception {
        String id = UUID.randomUUID().toString();
        CountDownLatch answered = new CountDownLatch(CALLERS);
        for (int caller = 0; caller < CALLERS; caller++) {
            var unused = eventLoops.schedule(() -> subscribe(items.find(id), answered::countDown));
        }
        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(items.loads()).isEqualTo(1);
        assertThat(waits.sum()).isLessThan(FEW_WAITS);
    }

    /** What the check above counts. */
    @Test
    void eventLoopThatWaitsIsNoticed() {
        Flux<Long> counted = Flux.just(1L).publishOn(eventLoops).map(one -> {
            subscribe(Mono.defer(() -> Mono.just(lateValue().join())), () -> {});
            return waits.sum();
        });
        assertThat(counted.blockLast(Duration.ofSeconds(20))).isPositive();
    }

    private static CompletableFuture<String> lateValue() {
        return Mono.just("late").delayElement(Duration.ofMillis(5)).toFuture();
    }
}
