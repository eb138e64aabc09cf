package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise P2 in numbers: how often a cold key is loaded, which is checked, and how long that takes, which is printed. */
@Tag("full")
class ColdKeyReportTests {

    private static final int WARM_UP = 300;
    private static final int ROUNDS = 101;
    private static final int FAILING_ROUNDS = 25;
    private static final double NANOS_PER_MILLISECOND = 1_000_000;

    @Test
    void twoProcessesOfHundredThreadsLoadColdKeyOnce() throws IOException {
        try (ColdKeyProcesses processes = ColdKeyProcesses.start(2, 100, 20, false)) {
            assertServedByOneLoad(processes.rounds(WARM_UP));
            List<ColdRound> rounds = processes.rounds(ROUNDS);
            assertServedByOneLoad(rounds);
            report("2 processes x 100 threads, load of 20 ms", rounds, 20);
        }
    }

    @Test
    void failingLoadOfOneProcessRunsOnceOrTwice() throws IOException {
        try (ColdKeyProcesses processes = ColdKeyProcesses.start(1, 20, 200, true)) {
            List<ColdRound> rounds = processes.rounds(FAILING_ROUNDS);
            assertFailedOnceOrTwice(rounds);
            report("20 threads, load of 200 ms that fails", rounds, 200);
        }
    }

    @Test
    void failingLoadOfTwoProcessesRunsOnceOrTwice() throws IOException {
        try (ColdKeyProcesses processes = ColdKeyProcesses.start(2, 10, 200, true)) {
            List<ColdRound> rounds = processes.rounds(FAILING_ROUNDS);
            assertFailedOnceOrTwice(rounds);
            report("2 processes x 10 threads, load of 200 ms that fails", rounds, 200);
        }
    }

    private static void assertServedByOneLoad(List<ColdRound> rounds) {
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.loads()).isEqualTo(1);
            assertThat(round.served()).isEqualTo(200);
        });
    }

    private static void assertFailedOnceOrTwice(List<ColdRound> rounds) {
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.loads()).isBetween(1, 2);
            assertThat(round.served()).isZero();
        });
    }

    private static void report(String name, List<ColdRound> rounds, long loadMillis) {
        List<Double> times = rounds.stream()
                .map(round -> round.nanos() / NANOS_PER_MILLISECOND / loadMillis)
                .sorted()
                .toList();
        System.out.printf(
                "Cold key, %s: at most %d loads; all callers had their answer after %.2f times the load"
                        + " (median of %d rounds; %.2f to %.2f)%n",
                name,
                rounds.stream().mapToInt(ColdRound::loads).max().orElseThrow(),
                times.get(times.size() / 2),
                times.size(),
                times.get(0),
                times.get(times.size() - 1));
    }
}
