package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise P2 in numbers: how often a cold key is loaded, which is checked, and how long that takes, which is printed. */
@Tag("full")
class ColdKeyReportTests {

    private static final int WARM_UP = 15;
    private static final int ROUNDS = 31;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    @Test
    void twoProcessesOfHundredThreadsLoadColdKeyOnce() throws IOException {
        List<ColdRound> rounds = rounds(2, 100, 20, false);
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.loads()).isEqualTo(1);
            assertThat(round.served()).isEqualTo(200);
        });
        report("2 processes x 100 threads, load of 20 ms", rounds, 20);
    }

    @Test
    void failingLoadOfOneProcessRunsOnceOrTwice() throws IOException {
        List<ColdRound> rounds = rounds(1, 20, 200, true);
        assertFailedOnceOrTwice(rounds);
        report("20 threads, load of 200 ms that fails", rounds, 200);
    }

    @Test
    void failingLoadOfTwoProcessesRunsOnceOrTwice() throws IOException {
        List<ColdRound> rounds = rounds(2, 10, 200, true);
        assertFailedOnceOrTwice(rounds);
        report("2 processes x 10 threads, load of 200 ms that fails", rounds, 200);
    }

    private static void assertFailedOnceOrTwice(List<ColdRound> rounds) {
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.loads()).isBetween(1, 2);
            assertThat(round.served()).isZero();
        });
    }

    /** The rounds of processes that are warm, each with a key of its own. */
    private static List<ColdRound> rounds(int processes, int threads, long loadMillis, boolean fails)
            throws IOException {
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                children.add(ChildJvm.running(
                        ColdKeyProcess.class,
                        String.valueOf(SharedServers.redis().port()),
                        String.valueOf(threads),
                        String.valueOf(loadMillis),
                        String.valueOf(fails)));
            }
            for (ChildJvm child : children) {
                assertThat(child.nextLine()).isEqualTo("ready");
            }
            List<ColdRound> rounds = new ArrayList<>();
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                rounds.add(round(children));
            }
            return rounds.subList(WARM_UP, rounds.size());
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    private static ColdRound round(List<ChildJvm> children) throws IOException {
        String key = UUID.randomUUID().toString();
        children.forEach(child -> child.say(key));
        ColdRound all = new ColdRound(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);
        for (ChildJvm child : children) {
            all = all.with(ColdRound.parse(Objects.requireNonNull(child.nextLine())));
        }
        return all;
    }

    private static void report(String name, List<ColdRound> rounds, long loadMillis) {
        List<Double> times = rounds.stream()
                .map(round -> (double) round.nanos() / NANOS_PER_MILLISECOND / loadMillis)
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
