package io.github.dynamocached.redis;

import static io.github.dynamocached.history.Operation.Kind.EVICTION;
import static io.github.dynamocached.history.Operation.Kind.FAILED_EVICTION;
import static io.github.dynamocached.history.Operation.Kind.FOREIGN_DELETE;
import static io.github.dynamocached.history.Operation.Kind.LOAD;
import static io.github.dynamocached.history.Operation.Kind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.history.History;
import io.github.dynamocached.history.Violation;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise P1 in random concurrent runs of two processes on one Redis, and a run that breaks it. */
@Tag("full")
class HistoryCheckTests {

    private static final int CALLS = 20_000;

    private final Path folder;

    HistoryCheckTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void noReadReturnsWhatWasEvictedBeforeItBegan() throws IOException {
        assertPromiseIsKept(CALLS);
    }

    @Test
    void noReadOfMillionReturnsWhatWasEvictedBeforeItBegan() throws IOException {
        assertPromiseIsKept(1_000_000);
    }

    @Test
    void runWithoutTokenCheckIsFoundOut() throws IOException {
        History history = runOf(CALLS).withoutTokenCheck();
        List<Violation> violations = report("without the token check", history);
        assertThat(violations).isNotEmpty();
        System.out.printf(
                "The first after %,d calls: %s%n",
                history.callsUntil(violations.get(0).read().end()), violations.get(0));
    }

    private void assertPromiseIsKept(int calls) throws IOException {
        History history = runOf(calls).whole();
        assertThat(report("two processes", history)).isEmpty();
        assertThat(history.count(FAILED_EVICTION)).isZero();
        assertThat(history.count(READ) + history.count(EVICTION) + history.count(FOREIGN_DELETE))
                .isEqualTo(calls);
        assertThat(history.count(LOAD)).isLessThan(history.count(READ));
    }

    private HistoryRun runOf(int calls) {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.printf("Seed %d%n", seed);
        return new HistoryRun(SharedServers.redis().port(), folder, calls, seed);
    }

    private static List<Violation> report(String name, History history) {
        List<Violation> violations = history.violations();
        System.out.printf(
                "History, %s: %,d reads, %,d evictions, %,d foreign deletes, %,d loads, %,d violations%n",
                name,
                history.count(READ),
                history.count(EVICTION),
                history.count(FOREIGN_DELETE),
                history.count(LOAD),
                violations.size());
        return violations;
    }
}
