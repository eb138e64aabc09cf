package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.micrometer.MeteredNode;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.config.Config;

/** Error replies that a real server can be made to give: callers are served, and hits return by themselves. */
@Tag("full")
class ErrorRepliesOfServersTests {

    private static final Duration LONG = Duration.ofSeconds(40);

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private static Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    private static Source read(MeteredNode metered) {
        return metered.node().read(slot(), () -> "value").source();
    }

    private static void awaitHit(MeteredNode metered) {
        Slot slot = slot();
        await().atMost(LONG)
                .until(() -> metered.node().read(slot, () -> "value").source() == Source.HIT);
    }

    /** Until a failure of that kind was counted and nothing is sent any more. */
    private static void awaitRefused(MeteredNode metered, String failure) {
        await().atMost(LONG).until(() -> {
            assertThat(read(metered)).isEqualTo(Source.BYPASS);
            return metered.failures().keySet().stream().anyMatch(failed -> failed.endsWith(failure))
                    && metered.circuit("reads").equals("open");
        });
    }

    private List<String> warnings(String part) {
        return log.lines().stream()
                .filter(line -> line.startsWith("WARN") && line.contains(part))
                .toList();
    }

    @Test
    void scriptsThatWereRenamedAreNamed() {
        try (RedisServer server = RedisServer.start("--rename-command", "EVALSHA", "");
                MeteredNode metered = MeteredNode.on(server)) {
            awaitRefused(metered, "denied");
            assertThat(warnings("refuses"))
                    .containsExactly("WARN Redis at 127.0.0.1:" + server.port()
                            + " refuses EVALSHA as an unknown command: nothing is stored, so methods are called without"
                            + " the cache. Remove the rename-command that hides it, or connect without the proxy that"
                            + " blocks it. Retries are automatic.");
        }
    }

    @Test
    void serverThatIsBusyWithAScriptCountsAsOneThatDoesNotServe() {
        try (RedisServer server = RedisServer.start("--busy-reply-threshold", "50");
                MeteredNode metered = MeteredNode.on(server)) {
            awaitHit(metered);
            Thread script = new Thread(() -> {
                try (RespConnection client = server.connect()) {
                    client.execute("EVAL", "while true do end", 0);
                } catch (RuntimeException killed) {
                    assertThat(killed).isNotNull();
                }
            });
            script.setDaemon(true);
            script.start();

            awaitRefused(metered, "not_serving");

            server.execute("SCRIPT", "KILL");
            awaitHit(metered);
        }
    }

    @Test
    void serverThatTakesNoMoreClientsCountsAsOneThatDoesNotServe() {
        try (RedisServer server = RedisServer.start();
                MeteredNode metered = MeteredNode.hasty(server);
                RespConnection client = server.connect()) {
            awaitHit(metered);
            client.execute("CONFIG", "SET", "maxclients", "1");
            client.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

            awaitRefused(metered, "");

            client.execute("CONFIG", "SET", "maxclients", "1000");
            awaitHit(metered);
        }
    }

    @Test
    void userWhoIsSwitchedOffIsNotTriedForEachCall() {
        try (RedisServer server = RedisServer.start()) {
            server.execute("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all");
            Config application =
                    Connections.configOf(server).setUsername("cache").setPassword("secret");
            RedisConnection connection = Connections.ready(RedisConnection.to(application, Connections.PATIENT));
            try (MeteredNode metered = new MeteredNode(connection, Node.SETTINGS)) {
                awaitHit(metered);
                server.execute("ACL", "SETUSER", "cache", "off");
                server.execute("CLIENT", "KILL", "USER", "cache");

                awaitRefused(metered, "denied");
                for (int i = 0; i < 1_000; i++) {
                    assertThat(read(metered)).isEqualTo(Source.BYPASS);
                }
                assertThat(warnings("refuses the user or the password"))
                        .singleElement()
                        .asString()
                        .contains(" (WRONGPASS). ");

                server.execute("ACL", "SETUSER", "cache", "on");
                awaitHit(metered);
            }
        }
    }

    @Test
    void evictionsThatMayNotWaitForReplicasAreRefused() {
        try (RedisServer server = RedisServer.start()) {
            server.execute("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all", "-wait");
            Config application =
                    Connections.configOf(server).setUsername("cache").setPassword("secret");
            RedisConnection connection =
                    Connections.ready(RedisConnection.to(application, Connections.PATIENT.withReplicaAcks(1)));
            try (MeteredNode metered = new MeteredNode(connection, Node.SETTINGS)) {
                await().atMost(LONG).until(() -> {
                    assertThat(metered.node().evict(slot())).isFalse();
                    return metered.circuit("evictions").equals("open");
                });
                assertThat(warnings("refuses WAIT (NOPERM) to user 'cache'")).hasSize(1);
            }
        }
    }
}
