package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.CircuitState;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.config.Config;

/** A user who lacks a right: the breaker opens, one line says what to grant, and once it is granted all goes on by itself. */
@Tag("full")
class RefusedCommandsTests {

    private static final RedisSettings SETTINGS =
            new RedisSettings("dynamocached", Duration.ofSeconds(5), Duration.ofSeconds(5));

    private static final Duration LONG = Duration.ofSeconds(40);

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private final RedisServer server = RedisServer.start();
    private final Map<String, CircuitState> circuits = new ConcurrentHashMap<>();
    private final RedisConnection connection;
    private final Node node;

    RefusedCommandsTests() {
        server.execute("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all");
        Config application = Connections.configOf(server).setUsername("cache").setPassword("secret");
        connection = Connections.ready(RedisConnection.to(application, SETTINGS));
        connection.listen(new StoreListener() {
            @Override
            public void onCircuit(String commands, CircuitState state) {
                circuits.put(commands, state);
            }
        });
        Budgets budgets = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
        node = new Node(new RedisEntryStore(connection), new RedisLoadLock(connection), Node.SETTINGS, budgets);
    }

    @AfterEach
    void stop() {
        node.close();
        connection.close();
        server.close();
    }

    private void allow(String... rules) {
        for (String rule : rules) {
            server.execute("ACL", "SETUSER", "cache", rule);
        }
    }

    private static Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    private Source read(Slot slot) {
        return node.read(slot, () -> "value").source();
    }

    private void awaitHit() {
        Slot slot = slot();
        await().atMost(LONG).until(() -> read(slot) == Source.HIT);
    }

    private void awaitCircuit(String commands, CircuitState state) {
        await().atMost(LONG).until(() -> {
            assertThat(read(slot())).isIn(Source.BYPASS, Source.MISS);
            return circuits.get(commands) == state;
        });
    }

    private List<String> lines(String part) {
        return log.lines().stream().filter(line -> line.contains(part)).toList();
    }

    private String warning(String what) {
        return "WARN Redis at 127.0.0.1:" + server.port() + " refuses " + what;
    }

    /** How many commands the server executes or refuses while a node reads many keys. */
    private long commandsOfReads(int reads) {
        server.execute("CONFIG", "RESETSTAT");
        for (int i = 0; i < reads; i++) {
            assertThat(read(slot())).isEqualTo(Source.BYPASS);
        }
        return RedisOperations.commandsOf(server).getOrDefault("hmget", 0)
                + RedisOperations.refusedBy(server, "NOPERM");
    }

    @Test
    void userWithoutScriptsCostsNothingOnceTheBreakerIsOpen() {
        awaitHit();
        allow("-@scripting");
        awaitCircuit("reads", CircuitState.OPEN);

        assertThat(commandsOfReads(1_000)).isLessThan(100);
        assertThat(lines("refuses"))
                .containsExactly(
                        warning("EVALSHA (NOPERM) to user 'cache': nothing is stored, so methods are called without the"
                                + " cache. Grant it with ACL SETUSER cache +eval +evalsha +script|load. Retries are"
                                + " automatic."));

        allow("+@scripting");
        awaitHit();
        assertThat(circuits).containsEntry("reads", CircuitState.CLOSED);
        assertThat(lines("accepts fills again")).hasSize(1);
    }

    @Test
    void userWithoutTheReadCostsNothingOnceTheBreakerIsOpen() {
        awaitHit();
        allow("-hmget");
        awaitCircuit("reads", CircuitState.OPEN);

        assertThat(commandsOfReads(1_000)).isLessThan(100);
        assertThat(lines("refuses"))
                .containsExactly(warning(
                        "HMGET (NOPERM) to user 'cache': methods are called without the cache. Grant it with ACL"
                                + " SETUSER cache +hmget. Retries are automatic."));

        allow("+hmget");
        awaitHit();
        assertThat(lines("accepts reads again")).hasSize(1);
    }

    @Test
    void evictionsThatAreRefusedOpenTheirBreakerAlone() {
        awaitHit();
        allow("-@scripting");
        await().atMost(LONG).until(() -> !node.evict(slot()) && circuits.get("evictions") == CircuitState.OPEN);
        assertThat(circuits).containsEntry("reads", CircuitState.CLOSED);
        assertThat(lines("evictions are queued and retried")).hasSize(1);

        allow("+@scripting");
        await().atMost(LONG).until(() -> node.cache().outbox().queued() == 0);
        await().atMost(LONG).until(() -> circuits.get("evictions") == CircuitState.CLOSED);
        awaitHit();
    }

    @Test
    void userWithoutTheScanIsReportedAndTheEvictionOfTheWholeCacheIsRepeated() {
        awaitHit();
        allow("-scan");
        assertThat(node.cache().evictAll()).isFalse();
        assertThat(lines("refuses"))
                .containsExactly(
                        warning("SCAN (NOPERM) to user 'cache': evictions of whole caches are queued and retried, and"
                                + " other nodes may see old values meanwhile. Grant it with ACL SETUSER cache +scan."
                                + " Retries are automatic."));

        allow("+scan");
        await().atMost(LONG).until(() -> node.cache().outbox().queued() == 0);
    }

    @Test
    void userWithoutTheTimeIsReported() {
        awaitHit();
        allow("-time");
        server.execute("CLIENT", "KILL", "USER", "cache");
        awaitCircuit("reads", CircuitState.OPEN);
        assertThat(lines("refuses")).first().asString().startsWith(warning("TIME (NOPERM) to user 'cache'"));

        allow("+time");
        awaitHit();
    }

    @Test
    void keysThatAreRefusedAreNamedByTheirPattern() {
        awaitHit();
        allow("resetkeys", "~other:*");
        awaitCircuit("reads", CircuitState.OPEN);
        assertThat(lines("refuses"))
                .first()
                .asString()
                .startsWith(warning("access to the keys of HMGET (NOPERM) to user 'cache'"))
                .contains("Grant them with ACL SETUSER cache ~dynamocached:* ~redisson_unlock_latch:{dynamocached:*"
                        + " ~redisson_lock__channel:{dynamocached:*.");

        allow("~*");
        awaitHit();
    }

    @Test
    void rightsWithinScriptsAreRefusedToo() {
        awaitHit();
        allow("-hset");
        awaitCircuit("reads", CircuitState.OPEN);
        assertThat(lines("refuses"))
                .first()
                .asString()
                .startsWith(warning("a command inside the script acquire (NOPERM) to user 'cache'"));

        allow("+hset");
        awaitHit();
    }

    @Test
    void userWithoutTheCommandsOfLocksStoresNothing() {
        awaitHit();
        allow("-exists", "-hexists", "-hincrby", "-get", "-set", "-publish");
        assertThat(read(slot())).isEqualTo(Source.BYPASS);
        await().atMost(LONG).until(() -> !lines("refuses").isEmpty());

        allow("+exists", "+hexists", "+hincrby", "+get", "+set", "+publish");
        awaitHit();
    }
}
