package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.config.Config;

/** Servers that hide who they are or since when they run, as proxies and managed services do. */
class UntoldFactsTests {

    private static final Duration LONG = Duration.ofSeconds(40);

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private static void assertServes(RedisConnection connection) {
        try (Node node = new Node(new RedisEntryStore(connection), new RedisLoadLock(connection))) {
            Slot slot = new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
            await().atMost(LONG).until(() -> node.read(slot, () -> "value").source() == Source.HIT);
            assertThat(node.evict(slot)).isTrue();
            await().atMost(LONG).until(() -> node.read(slot, () -> "value").source() == Source.HIT);
        }
    }

    private List<String> lines(String part) {
        return log.lines().stream().filter(line -> line.contains(part)).toList();
    }

    @Test
    void serverWithoutInfoIsServedAndReportedOnce() {
        try (RedisServer server = RedisServer.start("--rename-command", "INFO", "");
                RedisConnection connection = Connections.ready(Connections.open(server))) {
            assertServes(connection);
            Connections.ready(connection);

            assertThat(lines("does not report"))
                    .containsExactly("WARN Redis at 127.0.0.1:" + server.port()
                            + " does not report run_id, uptime_in_seconds, role in its INFO (ERR). Each new connection"
                            + " counts as a change of the primary, and a change behind a proxy goes unnoticed. A"
                            + " connection does not read what was stored before it was opened, and a restart from a"
                            + " snapshot behind a proxy goes unnoticed. A primary that becomes a replica is noticed"
                            + " only when it refuses a write. Remove the rename-command that hides it, or connect"
                            + " without the proxy that blocks it.");
        }
    }

    @Test
    void userWhoMayNotAskIsServedAndToldWhatToGrant() {
        try (RedisServer server = RedisServer.start()) {
            server.execute("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all", "-@dangerous");
            Config application =
                    Connections.configOf(server).setUsername("cache").setPassword("secret");
            try (RedisConnection connection = Connections.ready(RedisConnection.to(application, Connections.PATIENT))) {
                assertServes(connection);
                assertThat(lines("does not report"))
                        .singleElement()
                        .asString()
                        .contains("in its INFO (NOPERM).")
                        .endsWith("Grant it with ACL SETUSER cache +info.");

                server.execute("ACL", "SETUSER", "cache", "+info");
                Connections.ready(connection);
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(lines("now reports its identity and its uptime"))
                                .hasSize(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run_id", "uptime_in_seconds", "redis_version", "role"})
    void eachLineMayBeHidden(String line) throws IOException {
        try (RedisServer server = RedisServer.start();
                RecordingRelay relay = new RecordingRelay(server.port())) {
            relay.hide(line);
            Config application = new Config();
            application.useSingleServer().setAddress(relay.uri());
            try (RedisConnection connection = Connections.ready(RedisConnection.to(application, Connections.PATIENT))) {
                assertServes(connection);
                assertThat(lines("does not report"))
                        .hasSize(line.equals("redis_version") ? 0 : 1)
                        .allMatch(told -> told.contains(" does not report " + line + " in its INFO. "));
            }
        }
    }

    /** Whatever the server was before, nothing that was evicted since is read: a new connection believes only what is newer. */
    @Test
    void whatWasStoredBeforeAConnectionIsNotReadOverIt() {
        try (RedisServer server = RedisServer.start("--rename-command", "INFO", "");
                RedisConnection connection = Connections.ready(Connections.open(server))) {
            AtomicInteger told = new AtomicInteger();
            RedisOperations operations = new RedisOperations(connection);
            operations.store.onNewPrimary(told::incrementAndGet);
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            assertThat(Stages.await(operations.read()).freshness()).isEqualTo(Freshness.FRESH);

            server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

            await().atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> Stages.await(operations.read()).freshness() == Freshness.NONE);
            assertThat(told.get()).isPositive();
            // A connection that is opened only after this put does not read it either, so the next put counts.
            await().atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> FillResult.STORED.equals(operations.put())
                            && Stages.await(operations.read()).freshness() == Freshness.FRESH);
        }
    }
}
