package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.PrimaryState;
import io.github.dynamocached.ReadFrom;
import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.store.Slot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;

/** Replicas that hang, die, load, lose their primary, lag, or become primaries while caches read them. */
@Tag("full")
class ReplicaFaultsTests {

    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .consistency(Consistency.EVENTUAL)
            .readFrom(ReadFrom.REPLICA)
            .holdOff(Duration.ZERO)
            .build();

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private final Slot slot =
            new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");

    /** A node, and what came of its reads of replicas. */
    private static final class Reader implements AutoCloseable, StoreListener {

        private final Queue<ReplicaReadResult> results = new ConcurrentLinkedQueue<>();
        private final Queue<CommandFailure> failures = new ConcurrentLinkedQueue<>();
        private final RedisConnection connection;
        private final Node node;

        Reader(Config config) {
            Duration time = Duration.ofSeconds(2);
            connection = Connections.ready(
                    RedisConnection.to(config, new RedisSettings("dynamocached", time, Duration.ofSeconds(5))));
            connection.listen(this);
            node = new Node(
                    new RedisEntryStore(connection),
                    new RedisLoadLock(connection),
                    SETTINGS,
                    new Budgets(time, Duration.ofSeconds(5)));
        }

        @Override
        public void onReplicaRead(ReplicaReadResult result) {
            results.add(result);
        }

        @Override
        public void onCommandFailure(String command, CommandFailure reason) {
            failures.add(reason);
        }

        int count(ReplicaReadResult result) {
            return Collections.frequency(results, result);
        }

        /** Reads until that comes of a read. Every value that is returned is the stored one. */
        void awaitResult(ReplicaReadResult result, Slot slot) {
            int before = count(result);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(node.read(slot, () -> "value").value()).isEqualTo("value");
                assertThat(count(result)).isGreaterThan(before);
            });
        }

        void assertThatPrimariesAreWell() {
            assertThat(failures).isEmpty();
            assertThat(connection.commands().primaries()).allMatch(PrimaryState::isWell);
        }

        @Override
        public void close() {
            node.close();
            connection.close();
        }
    }

    @Test
    void replicaThatHangsCostsOneMoreCommandUntilItsOwnCircuitBreakerOpens() {
        try (LaggingReplica servers = LaggingReplica.start();
                Reader reader = new Reader(servers.config())) {
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            servers.awaitSame();
            servers.replica.pause();

            assertThat(reader.node.read(slot, () -> "never loaded").source()).isEqualTo(Source.HIT);
            assertThat(reader.count(ReplicaReadResult.RETRIED)).isEqualTo(1);
            reader.awaitResult(ReplicaReadResult.NO_REPLICA, slot);
            reader.assertThatPrimariesAreWell();

            servers.replica.resume();
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            reader.assertThatPrimariesAreWell();
        }
    }

    @Test
    void replicaThatDiesIsLeftAndReadAgainWhenItIsBack() {
        try (LaggingReplica servers = LaggingReplica.start();
                Reader reader = new Reader(servers.config())) {
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            servers.awaitSame();

            servers.replica.kill();

            assertThat(reader.node.read(slot, () -> "never loaded").source()).isEqualTo(Source.HIT);
            reader.awaitResult(ReplicaReadResult.NO_REPLICA, slot);
            await().until(() -> log.lines().stream()
                    .anyMatch(line -> line.equals("WARN Redis at 127.0.0.1:" + servers.primary.port()
                            + " has no replica that can be read: Redis at 127.0.0.1:" + servers.replica.port()
                            + ": there is no connection to it. Caches with read-from: replica read the primary until it"
                            + " has one. Check the replication, or set read-from: primary.")));

            servers.replica.restart();
            servers.followAgain();
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            reader.assertThatPrimariesAreWell();
            await().until(() -> log.lines()
                    .contains("INFO Redis at 127.0.0.1:" + servers.primary.port()
                            + " has a replica that can be read again"));
        }
    }

    @Test
    void replicaThatIsDeadAtTheStartIsReadOnceItRuns() {
        try (LaggingReplica servers = LaggingReplica.start()) {
            servers.replica.kill();
            try (Reader reader = new Reader(servers.config())) {
                reader.awaitResult(ReplicaReadResult.NO_REPLICA, slot);
                servers.replica.restart();
                servers.followAgain();
                reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
                reader.assertThatPrimariesAreWell();
            }
        }
    }

    @Test
    void replicaThatLosesItsPrimaryIsNotRead() {
        try (LaggingReplica servers = LaggingReplica.start();
                Reader reader = new Reader(servers.config())) {
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            servers.replica.execute("REPLICAOF", "127.0.0.1", 1);
            reader.awaitResult(ReplicaReadResult.NO_REPLICA, slot);

            servers.followAgain();
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            reader.assertThatPrimariesAreWell();
        }
    }

    /** Its link is open, and it answers. */
    @Test
    void replicaThatFallsBehindForSecondsIsNotReadUntilItCatchesUp() {
        try (LaggingReplica servers = LaggingReplica.start();
                Reader reader = new Reader(servers.config());
                Reader other = new Reader(servers.config())) {
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            servers.awaitSame();
            servers.lag();
            assertThat(other.node.evict(slot)).isTrue();
            assertThat(other.node.read(slot, () -> "new").value()).isEqualTo("new");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    reader.node.read(slot, () -> "never loaded").value())
                            .isEqualTo("new"));
            assertThat(reader.count(ReplicaReadResult.NO_REPLICA)).isPositive();

            servers.catchUp();
            int before = reader.count(ReplicaReadResult.ANSWERED);
            await().untilAsserted(() -> {
                assertThat(reader.node.read(slot, () -> "never loaded").value()).isEqualTo("new");
                assertThat(reader.count(ReplicaReadResult.ANSWERED)).isGreaterThan(before);
            });
            reader.assertThatPrimariesAreWell();
        }
    }

    @Test
    void replicaThatLoadsIsNotWaitedFor(@TempDir Path folder) {
        try (LaggingReplica servers = LaggingReplica.start(
                        "--dir", folder.toString(),
                        "--key-load-delay", "1000",
                        "--loading-process-events-interval-bytes", "1024",
                        "--rdbcompression", "no");
                Reader reader = new Reader(servers.config())) {
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);
            servers.primary.execute(
                    "EVAL", "for i = 1, 6000 do redis.call('SET', 'other:' .. i, string.rep('x', 100)) end", 0);
            servers.awaitSame();
            servers.replica.execute("SAVE");

            servers.replica.restartLoading();

            assertThat(reader.node.read(slot, () -> "never loaded").source()).isEqualTo(Source.HIT);
            assertThat(servers.replica.isLoading()).isTrue();
            reader.assertThatPrimariesAreWell();
        }
    }

    @Test
    void replicaThatIsMadeThePrimaryIsReadAsSuch() {
        try (RedisSentinels sentinels = RedisSentinels.start();
                Reader reader = new Reader(Modes.of(sentinels))) {
            reader.awaitResult(ReplicaReadResult.ANSWERED, slot);

            sentinels.failOver();

            Slot other = new Slot(CacheKey.of("users", List.of("after")), "Text");
            reader.awaitResult(ReplicaReadResult.NO_REPLICA, other);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    reader.node.read(other, () -> "value").source())
                            .isEqualTo(Source.HIT));

            sentinels.restartAsReplica();
            reader.awaitResult(ReplicaReadResult.ANSWERED, other);
        }
    }

    @Test
    void replicasOfAClusterAreReadForTheirSlots() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                Reader reader = new Reader(Modes.of(cluster))) {
            for (int i = 0; i < 30; i++) {
                Slot one = new Slot(CacheKey.of("users", List.of("one", i)), "Text");
                reader.awaitResult(ReplicaReadResult.ANSWERED, one);
            }
            assertThat(cluster.replicas()).allSatisfy(replica -> {
                assertThat(RedisOperations.commandsOf(replica)).containsKey("hmget");
                assertThat(RedisOperations.refusedBy(replica, "MOVED")).isZero();
            });
            reader.assertThatPrimariesAreWell();
        }
    }
}
