package io.github.dynamocached.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whoever has done a thing waits for its time, on a clock that the test sets. */
class PaceTests {

    private final AtomicLong now = new AtomicLong(-5);
    private final List<Long> sleeps = new ArrayList<>();
    private final Pace pace = new Pace(Duration.ofNanos(100), now::get, sleeps::add);

    @Test
    void thingsThatAreDoneAtOnceWaitOneAfterTheOther() throws InterruptedException {
        pace.done();
        pace.done();
        pace.done();

        assertThat(sleeps).containsExactly(100L, 200L, 300L);
    }

    @Test
    void timeThatAThingTookIsPartOfItsTime() throws InterruptedException {
        pace.done();
        now.addAndGet(130);
        pace.done();
        now.addAndGet(100);
        pace.done();

        assertThat(sleeps).containsExactly(100L, 100L, 100L);
    }

    @Test
    void nothingIsSavedUpWhileNobodyComes() throws InterruptedException {
        now.addAndGet(1_000_000);
        pace.done();
        pace.done();

        assertThat(sleeps).containsExactly(100L, 200L);
    }
}
