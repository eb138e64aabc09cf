package io.github.dynamocached.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopClockTests {

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private long nanos = Duration.ofDays(1).toNanos();
    private final LoopClock clock = new LoopClock(steps::add, () -> nanos);

    private void stepAfter(long millis) {
        nanos += Duration.ofMillis(millis).toNanos();
        steps.remove().run();
    }

    private long millisSince(long moment) {
        return Duration.ofNanos(clock.since(moment)).toMillis();
    }

    @Test
    void clockOfAnEventLoopWithTimeGoesAsTheOneOfTheJvm() {
        long moment = clock.now();
        for (int i = 0; i < 20; i++) {
            stepAfter(5);
        }
        assertThat(millisSince(moment)).isEqualTo(100);
        nanos += Duration.ofMillis(3).toNanos();
        assertThat(millisSince(moment)).isEqualTo(103);
    }

    @Test
    void pauseOfTheEventLoopHardlyCounts() {
        long moment = clock.now();
        stepAfter(400);
        stepAfter(400);
        assertThat(millisSince(moment)).isLessThanOrEqualTo(30);
        nanos += Duration.ofMillis(400).toNanos();
        assertThat(millisSince(moment)).isLessThanOrEqualTo(35);
    }

    @Test
    void eventLoopThatIsBlockedForMoreThanHalfASecondDelaysNobodyAnyLonger() {
        long moment = clock.now();
        nanos += Duration.ofMillis(501).toNanos();
        assertThat(millisSince(moment)).isGreaterThanOrEqualTo(501);
    }

    @Test
    void clockThatSomebodyReadsWhileItStandsGoesOnWithTheNextCommand() {
        long before = clock.now();
        while (!steps.isEmpty()) {
            stepAfter(5);
        }
        assertThat(millisSince(before)).isPositive();
        long moment = clock.now();
        stepAfter(5);
        stepAfter(5);
        assertThat(millisSince(moment)).isEqualTo(10);
    }

    @Test
    void timeInWhichNothingIsSentTakesNoSteps() {
        long before = clock.now();
        for (int i = 0; i < 1_000 && !steps.isEmpty(); i++) {
            stepAfter(5);
        }
        assertThat(steps).isEmpty();

        nanos += Duration.ofHours(1).toNanos();
        long moment = clock.now();
        assertThat(steps).hasSize(1);
        assertThat(moment).isGreaterThan(before);
        stepAfter(5);
        assertThat(millisSince(moment)).isEqualTo(5);
    }

    @Test
    void clockGoesOnForAsLongAsCommandsAreSent() {
        for (int i = 0; i < 1_000; i++) {
            clock.now();
            assertThat(steps).hasSize(1);
            stepAfter(5);
        }
    }

    @Test
    void clockOfAClosedEventLoopCountsAllTime() {
        LoopClock closed = new LoopClock(step -> {}, () -> nanos);
        long moment = closed.now();
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(closed.since(moment)).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    /** Netty asks its connections again and again for half a millisecond before each of its timers. */
    @Test
    void stepsAreTakenOnTheEventLoopWithoutATimerOfIts() throws InterruptedException {
        LoopWithoutTimers loop = new LoopWithoutTimers();
        try {
            LoopClock real = LoopClock.of(loop);
            long moment = real.now();
            await().untilAsserted(() -> assertThat(real.now()).isGreaterThan(moment));
            assertThat(loop.steps).isNotEmpty().allMatch(loop::inEventLoop);
        } finally {
            loop.shutdownGracefully(0, 10, SECONDS).sync();
        }
    }

    private static final class LoopWithoutTimers extends DefaultEventLoop {

        private final Queue<Thread> steps = new ConcurrentLinkedQueue<>();

        @Override
        public void execute(Runnable task) {
            super.execute(() -> {
                steps.add(Thread.currentThread());
                task.run();
            });
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            throw new AssertionError("A timer of the event loop");
        }
    }
}
