package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.CircuitState;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;

/** A server that reads and takes no writes: hits go on, and all goes on by itself once it takes them again. */
class RefusedWritesTests {

    private static final Budgets GENEROUS = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final Duration LONG = Duration.ofSeconds(40);

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private final Map<String, CircuitState> circuits = new ConcurrentHashMap<>();

    /** Pinged often, because a server that cannot save refuses pings too. */
    private RedisConnection connect(RedisServer server) {
        Config config = Connections.configOf(server);
        config.useSingleServer().setPingConnectionInterval(100);
        RedisConnection connection = Connections.ready(RedisConnection.to(config, Connections.PATIENT));
        connection.listen(new StoreListener() {
            @Override
            public void onCircuit(String commands, CircuitState state) {
                circuits.put(commands, state);
            }
        });
        return connection;
    }

    private static Node nodeOn(RedisConnection connection) {
        return new Node(new RedisEntryStore(connection), new RedisLoadLock(connection), Node.SETTINGS, GENEROUS);
    }

    private static Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    private static Source read(Node node, Slot slot) {
        return node.read(slot, () -> "value").source();
    }

    private List<String> lines(String part) {
        return log.lines().stream().filter(line -> line.contains(part)).toList();
    }

    /** Hits go on while writes are refused; what evicts and what fills is not sent but from time to time. */
    private void assertReadsGoOn(RedisServer server, Node node, RedisOperations kept, String refused) {
        await().atMost(LONG).until(() -> {
            assertThat(node.evict(slot())).isFalse();
            assertThat(read(node, slot())).isEqualTo(Source.BYPASS);
            return circuits.get("evictions") == CircuitState.OPEN
                    && !lines("nothing new is stored").isEmpty();
        });
        for (int i = 0; i < 50; i++) {
            assertThat(read(node, slot())).isEqualTo(Source.BYPASS);
            assertThat(await(kept.read()).freshness()).isEqualTo(Freshness.FRESH);
        }
        server.execute("CONFIG", "RESETSTAT");
        for (int i = 0; i < 1_000; i++) {
            assertThat(read(node, slot())).isEqualTo(Source.BYPASS);
        }
        assertThat(RedisOperations.refusedBy(server, refused)).isLessThan(100);
        assertThat(circuits).containsEntry("reads", CircuitState.CLOSED);
        assertThat(lines("refuses writes (" + refused + ")")).hasSize(2);
    }

    private void assertAllGoesOn(Node node) {
        Slot slot = slot();
        await().atMost(LONG).until(() -> read(node, slot) == Source.HIT);
        await().atMost(LONG).until(() -> node.cache().outbox().queued() == 0);
        await().atMost(LONG).until(() -> circuits.get("evictions") == CircuitState.CLOSED);
        assertThat(lines("accepts fills again")).hasSize(1);
        assertThat(lines("accepts evictions again")).hasSize(1);
    }

    private static RedisOperations kept(RedisConnection connection) {
        RedisOperations kept = new RedisOperations(connection);
        assertThat(kept.put()).isEqualTo(FillResult.STORED);
        return kept;
    }

    @Test
    void serverThatCannotSaveItsDataGoesOnServingHits(@TempDir Path folder) throws IOException {
        try (RedisServer server =
                        RedisServer.start("--dir", folder.toString(), "--dbfilename", "dump", "--save", "3600 100000");
                RedisConnection connection = connect(server);
                Node node = nodeOn(connection)) {
            RedisOperations kept = kept(connection);
            Path inTheWay = Files.createDirectories(folder.resolve("dump").resolve("in the way"));
            server.execute("BGSAVE");
            await().atMost(LONG)
                    .until(() -> String.valueOf(server.execute("INFO", "persistence"))
                            .contains("rdb_last_bgsave_status:err"));

            assertReadsGoOn(server, node, kept, "MISCONF");

            Files.delete(inTheWay);
            Files.delete(folder.resolve("dump"));
            server.execute("BGSAVE");
            assertAllGoesOn(node);
        }
    }

    @Test
    void serverWithTooFewReplicasGoesOnServingHits() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = connect(server);
                Node node = nodeOn(connection)) {
            RedisOperations kept = kept(connection);
            server.execute("CONFIG", "SET", "min-replicas-to-write", "1");

            assertReadsGoOn(server, node, kept, "NOREPLICAS");

            server.execute("CONFIG", "SET", "min-replicas-to-write", "0");
            assertAllGoesOn(node);
        }
    }
}
