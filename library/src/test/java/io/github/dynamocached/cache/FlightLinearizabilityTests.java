package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * The rule of three moments, as Lincheck sees it: reads that share flights, beside writes, are linearizable. Each returns
 * what the database held at some instant between its call and its return.
 */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "This Lincheck does not read the class files of newer JDKs")
class FlightLinearizabilityTests {

    private static final Slot SLOT = new Slot(CacheKey.of("users", List.of("1")), Slot.ENTITY);
    private static final ReadOperation OPERATION = new ReadOperation("Users.find(String)", new TextCodec(), null);

    private static StressOptions options() {
        return new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .sequentialSpecification(Register.class)
                .iterations(20)
                .invocationsPerIteration(1_000);
    }

    @Test
    void readsThatShareFlightsAreLinearizable() {
        options().check(Reads.class);
    }

    @Test
    @Tag("full")
    void readsThatTakeWhateverTheirFlightBringsAreNot() {
        assertThatThrownBy(() -> options().iterations(1_000).check(CarelessReads.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /** What reads and writes look like one after the other. */
    public static class Register {

        private int item;

        public int write() {
            return ++item;
        }

        public Object read() {
            return String.valueOf(item);
        }
    }

    /** A database of one item, and reads of it that share flights. */
    public static class Reads {

        private static final int TIME_OF_ANSWER = 200;

        private final Flights flights = new Flights(Timing.SYSTEM);
        private final AtomicInteger item = new AtomicInteger();
        private final AtomicLong moments = new AtomicLong();

        @Operation
        public int write() {
            return item.incrementAndGet();
        }

        @Operation
        public Object read() throws Throwable {
            long began = moments.incrementAndGet();
            Answer answer = join();
            while (!isRight(answer, began)) {
                answer = join();
            }
            return String.valueOf(answer.outcome().value());
        }

        boolean isRight(Answer answer, long began) {
            return answer.isRightFor(began);
        }

        private static ReadCall call() {
            Loader unused = () -> CompletableFuture.completedFuture(null);
            return new ReadCall(OPERATION, SLOT, unused, Runnable::run, 0, 0);
        }

        private Answer join() {
            return flights.join(call(), flight -> load(), CompletableFuture::copy)
                    .join();
        }

        /** The moment is taken before the load begins. */
        private CompletableFuture<Answer> load() {
            long b = moments.incrementAndGet();
            Object loaded = item.get();
            for (int i = 0; i < TIME_OF_ANSWER; i++) {
                Thread.onSpinWait();
            }
            return CompletableFuture.completedFuture(
                    Answer.of(new Outcome(Outcome.Source.MISS, loaded, 0), new byte[0][], b));
        }
    }

    /** The same without the rule. */
    public static class CarelessReads extends Reads {

        @Override
        boolean isRight(Answer answer, long began) {
            return true;
        }
    }
}
