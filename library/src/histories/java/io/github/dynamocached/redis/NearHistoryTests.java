package io.github.dynamocached.redis;

import static io.github.dynamocached.history.Operation.Kind.EVICTION;
import static io.github.dynamocached.history.Operation.Kind.FOREIGN_DELETE;
import static io.github.dynamocached.history.Operation.Kind.LOAD;
import static io.github.dynamocached.history.Operation.Kind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.history.History;
import io.github.dynamocached.redis.HistoryRun.Nodes;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.NearMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What near caches promise, in random concurrent runs of two processes on one Redis, each with its values in Caffeine: no read that begins longer than the lag after
 * an eviction returns what was evicted, and on the node that has evicted none at all. A foreign delete is like an eviction by
 * another node.
 */
@Tag("full")
class NearHistoryTests {

    private static final int CALLS = 1_000_000;

    private final Path folder;

    NearHistoryTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void noReadOfMillionIsBehindByMoreThanTheLagAndNoneIsOnTheNodeThatHasEvicted() throws IOException {
        int before = reads();
        List<Path> nodes = run(SharedServers.redis(), Nodes.NEAR, CALLS, null);
        int asked = reads() - before;
        History both = History.read(nodes);
        report("near", both, asked);
        assertBound(nodes, both);
        assertThat(both.count(READ) + both.count(EVICTION) + both.count(FOREIGN_DELETE))
                .isEqualTo(CALLS);
        assertThat(asked).isLessThan((int) (both.count(READ) / 10 * 9));
    }

    private static void assertBound(List<Path> nodes, History both) throws IOException {
        assertThat(both.violations(NearMemory.LAG)).isEmpty();
        for (Path node : nodes) {
            assertThat(History.read(List.of(node)).throughCaches().violations()).isEmpty();
        }
    }

    /** Each of them in turn, for three times the lag: what it was told meanwhile waits for it, with the answers after that. */
    @Test
    void noReadIsBehindByMoreThanTheLagThoughNodesAndTheServerStandStillAgainAndAgain() throws IOException {
        try (RedisServer server = RedisServer.start()) {
            int[] strikes = new int[1];
            List<Path> nodes = run(server, Nodes.NEAR, CALLS / 10, working -> {
                int turn = strikes[0]++ % (working.size() + 1);
                if (turn < working.size()) {
                    working.get(turn).pause();
                    rest();
                    working.get(turn).resume();
                } else {
                    server.pause();
                    rest();
                    server.resume();
                }
                rest();
            });
            History both = History.read(nodes);
            System.out.printf("%d pauses%n", strikes[0]);
            report("near, with pauses", both, RedisOperations.commandsOf(server).getOrDefault("hmget", 0));
            assertThat(strikes[0]).isGreaterThan(2);
            assertBound(nodes, both);
        }
    }

    private static void rest() {
        LockSupport.parkNanos(3 * NearMemory.LAG.toNanos());
    }

    @Test
    void runOfNodesThatAreNotToldIsFoundOut() throws IOException {
        int before = reads();
        History both = History.read(run(SharedServers.redis(), Nodes.DEAF, CALLS / 10, null));
        report("near, told nothing", both, reads() - before);
        assertThat(both.violations(NearMemory.LAG)).isNotEmpty();
    }

    private static int reads() {
        return RedisOperations.commandsOf(SharedServers.redis()).getOrDefault("hmget", 0);
    }

    private List<Path> run(RedisServer server, Nodes nodes, int calls, HistoryRun.@Nullable Fault fault)
            throws IOException {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.printf("Seed %d%n", seed);
        return new HistoryRun(server.port(), folder, calls, seed).run(nodes, fault);
    }

    private static void report(String name, History history, int asked) {
        System.out.printf(
                "History, %s: %,d reads (%,d of them in Redis), %,d evictions, %,d foreign deletes, %,d loads, %,d reads older"
                        + " than an eviction, %,d by more than the lag%n",
                name,
                history.count(READ),
                asked,
                history.count(EVICTION),
                history.count(FOREIGN_DELETE),
                history.count(LOAD),
                history.violations(Duration.ZERO).size(),
                history.violations(NearMemory.LAG).size());
    }
}
