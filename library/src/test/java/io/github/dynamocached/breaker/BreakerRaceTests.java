package io.github.dynamocached.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.StoreListener;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisConnectionException;

/** Another thread asks the breaker at a moment in which one thread changes it: whenever that one looks at the clock. */
class BreakerRaceTests {

    private static final int NEVER = -1;

    private final AtomicLong nanos = new AtomicLong();
    private final Breaker breaker = new Breaker(
            CommandKind.READ,
            RefusedServer.named("Redis at cache:6379"),
            new BreakerSettings(true, 0.5, 1, 1, Duration.ofSeconds(2)),
            CommandLimit.ofReads(Duration.ofMillis(100)),
            this::lookAtClock,
            new StoreListener() {});
    private Thread changing = Thread.currentThread();
    private int looksUntilOther = NEVER;
    private @Nullable FutureTask<Breaker.@Nullable Phase> other;

    private long lookAtClock() {
        if (Thread.currentThread() == changing && looksUntilOther > NEVER && looksUntilOther-- == 0) {
            FutureTask<Breaker.@Nullable Phase> task = new FutureTask<>(breaker::permit);
            Thread thread = new Thread(task);
            other = task;
            thread.start();
            await().until(() -> task.isDone() || thread.getState() == Thread.State.BLOCKED);
        }
        return nanos.incrementAndGet();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void outcomeOfTheProbeCountsOnEitherThread(int looks) throws Exception {
        Objects.requireNonNull(breaker.permit()).failed(breaker.now(), 0, new RedisConnectionException("gone"));
        assertThat(breaker.permit()).isNull();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        looksUntilOther = looks;
        Breaker.@Nullable Phase mine = breaker.permit();
        FutureTask<Breaker.@Nullable Phase> asked = Objects.requireNonNull(other, "no clock was looked at so often");
        Breaker.@Nullable Phase others = asked.get();
        assertThat(Stream.of(mine == null, others == null)).containsExactlyInAnyOrder(true, false);

        Objects.requireNonNull(mine == null ? others : mine).succeeded();
        assertThat(breaker.permit()).isNotNull();
        assertThat(breaker.permit()).isNotNull();
    }
}
