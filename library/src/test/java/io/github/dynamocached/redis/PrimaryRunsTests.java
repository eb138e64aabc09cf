package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PrimaryRunsTests {

    private final PrimaryRuns runs = new PrimaryRuns(UnaryOperator.identity());
    private final AtomicInteger told = new AtomicInteger();

    PrimaryRunsTests() {
        runs.listen(told::incrementAndGet);
    }

    private void meet(String server, String run, String reign) {
        runs.note(server, new PrimaryView(run, reign, 1, new ClockEstimate(0, 10, 20)));
    }

    @Test
    void firstPrimaryFollowsNobody() {
        meet("endpoint", "X", "1");
        meet("endpoint", "X", "1");

        assertThat(told).hasValue(0);
    }

    @Test
    void primaryThatComesBackFollowsTheOneInBetween() {
        meet("endpoint", "X", "1");
        meet("endpoint", "Y", "1");
        meet("endpoint", "X", "1");
        meet("endpoint", "Y", "1");

        assertThat(told).hasValue(3);
    }

    @Test
    void sameProcessFollowsItselfAfterAnotherReign() {
        meet("endpoint", "X", "1");
        meet("endpoint", "X", "2");

        assertThat(told).hasValue(1);
    }

    @Test
    void primaryOfOtherSlotsIsNoReasonForTheOneBefore() {
        meet("first of a cluster", "X", "1");
        meet("second of a cluster", "Y", "2");
        told.set(0);

        meet("first of a cluster", "X", "1");
        meet("second of a cluster", "Y", "2");
        assertThat(told).hasValue(0);

        meet("first of a cluster", "Z", "3");
        meet("first of a cluster", "X", "1");
        assertThat(told).hasValue(2);
    }

    @Test
    void secondClientOfTheSamePrimaryMeetsNobodyElse() {
        meet("client of reads", "X", "1");
        meet("client of evictions", "X", "1");

        assertThat(told).hasValue(0);
    }
}
