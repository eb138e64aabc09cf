package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * Flights under threads that race, which the state search leaves out: threads join one key again and again, and leaders
 * end their flights on another thread, early, or by breaking. There is never more than one leader, nobody waits for ever,
 * and whoever goes again where an answer was made before its call gets one that is right.
 */
class FlightStressTests {

    private static final int THREADS = 4;
    private static final int CALLS = 20_000;
    private static final long PATIENCE_SECONDS = 60;

    private final Flights flights = new Flights(Timing.SYSTEM);
    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), Slot.ENTITY);
    private final ReadOperation operation = new ReadOperation("Users.find(String)", new TextCodec(), null);
    private final AtomicInteger leaders = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final LongAdder led = new LongAdder();
    private final LongAdder followed = new LongAdder();
    private final LongAdder late = new LongAdder();

    @Test
    void oneLeadsAtATimeAndNobodyWaitsForever() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<Void>> callers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                callers.add(threads.submit(caller(start, threads)));
            }
            for (Future<Void> caller : callers) {
                caller.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println(
                "flights: " + led.sum() + " led, " + followed.sum() + " followed, " + late.sum() + " too late");
        assertThat(led.sum() + followed.sum()).isEqualTo((long) THREADS * CALLS + late.sum());
        assertThat(followed.sum()).isPositive();
        assertThat(leaders).hasValue(0);
    }

    private Callable<Void> caller(CyclicBarrier start, ExecutorService threads) {
        return () -> {
            start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (int call = 0; call < CALLS; call++) {
                read(call % 4, threads);
            }
            return null;
        };
    }

    /** One call, which goes again as a miss does where it joined a flight just as that ended. */
    private void read(int way, ExecutorService threads) throws Exception {
        long began = time.incrementAndGet();
        Answer answer = join(way, threads);
        while (answer != Answer.THROUGH && !answer.isRightFor(began)) {
            late.increment();
            answer = join(way, threads);
        }
    }

    private Answer join(int way, ExecutorService threads) throws Exception {
        return flights.join(call(), flight -> lead(flight, way, threads), this::follow)
                .exceptionally(broken -> Answer.THROUGH)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private ReadCall call() {
        Loader unused = () -> CompletableFuture.completedFuture(null);
        return new ReadCall(operation, slot, unused, Runnable::run, 0, 0);
    }

    private CompletableFuture<Answer> lead(CompletableFuture<Answer> flight, int way, ExecutorService threads) {
        assertThat(leaders.incrementAndGet()).isEqualTo(1);
        led.increment();
        return switch (way) {
            case 0 -> CompletableFuture.supplyAsync(this::answer, threads);
            case 1 -> {
                Answer early = answer();
                flight.complete(early);
                yield CompletableFuture.completedFuture(early);
            }
            case 2 -> {
                leaders.decrementAndGet();
                throw new IllegalStateException("A leader that breaks");
            }
            default -> CompletableFuture.completedFuture(answer());
        };
    }

    /** An answer that is right for whoever began before now; the next leader may come as soon as it is handed on. */
    private Answer answer() {
        leaders.decrementAndGet();
        return Answer.of(new Outcome(Outcome.Source.MISS, "value", 0), new byte[0][], time.incrementAndGet());
    }

    private CompletableFuture<Answer> follow(CompletableFuture<Answer> flight) {
        followed.increment();
        return flight.copy();
    }
}
