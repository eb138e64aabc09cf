package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.config.Config;

/** A black hole: what is said over the connections of now is swallowed, new ones are served. Nothing is pinged. */
@Tag("full")
class SwallowedConnectionTests {

    private static final Duration LONG = Duration.ofSeconds(40);

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private final RedisServer server = RedisServer.start();
    private final RecordingRelay relay = new RecordingRelay(server.port());

    @AfterEach
    void stop() throws IOException {
        relay.close();
        server.close();
    }

    private Config application() {
        Config config = new Config();
        config.useSingleServer().setAddress(relay.uri()).setPingConnectionInterval(0);
        return config;
    }

    private static Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    private static void awaitHit(Node node, Slot slot) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> node.read(slot, () -> "value").source() == Source.HIT);
    }

    private static Node nodeOn(RedisConnection connection) {
        return new Node(new RedisEntryStore(connection), new RedisLoadLock(connection), Node.SETTINGS, Budgets.DEFAULT);
    }

    @Test
    void swallowedConnectionIsReplacedAndHitsReturn() {
        try (RedisConnection connection = Connections.ready(RedisConnection.to(application(), RedisSettings.DEFAULT));
                Node node = nodeOn(connection)) {
            Slot slot = slot();
            awaitHit(node, slot);

            relay.swallow();
            await().until(() -> node.read(slot, () -> "value").source() == Source.BYPASS);
            awaitHit(node, slot);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("does not answer"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARN Redis at 127.0.0.1:" + relay.port() + " does not answer on one of its connections");
        }
    }

    @Test
    void swallowedConnectionOfEvictionsThatWaitForReplicasIsReplaced() {
        try (RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + server.port());
                RedisConnection connection =
                        Connections.ready(RedisConnection.to(application(), RedisSettings.DEFAULT.withReplicaAcks(1)));
                Node node = nodeOn(connection)) {
            assertThat(replica.port()).isPositive();
            Slot slot = slot();
            await().atMost(LONG).until(() -> node.evict(slot));

            relay.swallow();
            assertThat(node.evict(slot)).isFalse();

            await().atMost(LONG).until(() -> node.cache().outbox().queued() == 0);
            await().atMost(LONG).until(() -> node.evict(slot));
        }
    }

    @Test
    void serverThatHangsIsNotStormedWithConnections() {
        try (RedisConnection connection = Connections.ready(RedisConnection.to(application(), RedisSettings.DEFAULT));
                Node node = nodeOn(connection)) {
            Slot slot = slot();
            awaitHit(node, slot);
            int before = relay.accepted();
            server.pause();

            long end = System.nanoTime() + Duration.ofSeconds(16).toNanos();
            while (System.nanoTime() < end) {
                assertThat(node.read(slot, () -> "value").source()).isEqualTo(Source.BYPASS);
            }

            assertThat(relay.accepted() - before).isBetween(1, 8);
            server.resume();
            awaitHit(node, slot);
        }
    }
}
