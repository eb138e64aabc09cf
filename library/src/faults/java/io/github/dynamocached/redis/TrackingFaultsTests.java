package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.TrackedCache.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.TlsRedisServer;
import io.github.dynamocached.store.Watch;
import io.github.dynamocached.tracking.Trackings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.config.Config;
import org.redisson.config.Protocol;
import org.redisson.config.SslVerificationMode;

/** Servers and networks that stop to tell what changes, or that never do. */
class TrackingFaultsTests {

    private static final Duration LAG = Duration.ofMillis(100);
    private static final String BEGIN = "ACL SETUSER ";

    @RegisterExtension
    final CapturedLog log = new CapturedLog(Trackings.class.getName());

    @Test
    void primaryThatIsMadeAReplicaIsLeftAlthoughItsConnectionsLiveOn() {
        try (RedisServer successor = RedisServer.start();
                RedisServer primary = RedisServer.start();
                TrackedCache node = new TrackedCache(Connections.configOf(primary), LAG)) {
            Watch watch = node.awaitWatch();
            primary.execute("REPLICAOF", "127.0.0.1", successor.port());
            patiently().until(() -> !watch.isOpen());
            assertThat(node.lost.get()).isPositive();
        }
    }

    @Test
    void networkThatSwallowsEverythingEndsTheWatchWithinTheLag() throws IOException {
        try (RedisServer server = RedisServer.start();
                RecordingRelay relay = new RecordingRelay(server.port());
                TrackedCache node = new TrackedCache(addressOf(relay.uri()), LAG)) {
            Watch watch = node.awaitWatch();
            int before = relay.accepted();
            relay.swallow();
            long swallowed = System.nanoTime();
            server.execute("DEL", node.name());
            patiently().until(() -> watch.behind(System.nanoTime()) > LAG.toNanos());
            assertThat(watch.holds(System.nanoTime())).isFalse();
            assertThat(watch.behind(swallowed)).isGreaterThan(-LAG.toNanos());
            patiently().until(() -> !watch.isOpen());
            patiently().until(() -> relay.accepted() > before);
        }
    }

    private static Config addressOf(String uri) {
        Config config = new Config();
        config.useSingleServer().setAddress(uri).setPingConnectionInterval(0);
        return config;
    }

    /** The words of the rule in the documentation, or of the row of near caches. */
    private static Stream<String> documented(String begin, String end) {
        try {
            String text = Files.readString(Path.of("docs", "connections.md"));
            int from = text.indexOf(begin);
            return Stream.of(
                    text.substring(from, text.indexOf(end, from)).strip().split("\\s+"));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void userOfTheDocumentationMayTrackAndWithoutThatIsToldWhatToGrant() {
        try (RedisServer server = RedisServer.start()) {
            server.execute(documented(BEGIN, "```").toArray());
            Config config = Connections.configOf(server).setUsername("cache").setPassword("secret");
            try (TrackedCache node = new TrackedCache(config, LAG)) {
                patiently().until(() -> !log.lines().isEmpty());
                assertThat(node.watch()).isNull();
                assertThat(Stages.await(node.operations.read()).freshness()).isEqualTo(Freshness.FRESH);
                assertThat(RedisOperations.refusedBy(server, "NOPERM")).isPositive();
                long refused = RedisOperations.refusedBy(server, "NOPERM");
                patiently().until(() -> RedisOperations.refusedBy(server, "NOPERM") > refused);
                assertThat(log.lines())
                        .containsExactly("WARN Redis at 127.0.0.1:" + server.port()
                                + " refuses CLIENT TRACKING (NOPERM) to user 'cache'. Near caches keep nothing from it; everything"
                                + " else works as before. Grant it with ACL SETUSER cache +info +role"
                                + " +client|tracking +subscribe &dynamocached:@near. Retries are automatic.");

                server.execute("ACL", "LOG", "RESET");
                Stream<String> more = documented("+role", "`").map(word -> word.replace("\\", ""));
                server.execute(Stream.concat(Stream.of("ACL", "SETUSER", "cache"), more)
                        .toArray());
                Watch watch = node.awaitWatch();
                patiently().until(() -> log.lines().size() == 2);
                assertThat(log.lines())
                        .endsWith("INFO Redis at 127.0.0.1:" + server.port()
                                + " tells what changes, so near caches keep its values");
                server.execute("DEL", node.name());
                node.awaitTold(node.operations.key);
                assertThat(watch.isOpen()).isTrue();
                assertThat((List<?>) Objects.requireNonNull(server.execute("ACL", "LOG")))
                        .isEmpty();
            }
        }
    }

    @Test
    void everyRightIsAskedForByItsName() {
        try (RedisServer server = RedisServer.start()) {
            server.execute(documented(BEGIN, "```").toArray());
            Config config = Connections.configOf(server).setUsername("cache").setPassword("secret");
            try (TrackedCache node = new TrackedCache(config, LAG)) {
                for (String[] step : new String[][] {
                    {"CLIENT TRACKING", "+client|tracking"},
                    {"SUBSCRIBE", "+subscribe"},
                    {"SUBSCRIBE", "&dynamocached:@near"},
                    {"ROLE", "+role"}
                }) {
                    patiently().until(() -> String.join("", log.lines()).contains(" refuses " + step[0] + " (NOPERM)"));
                    server.execute("ACL", "SETUSER", "cache", step[1]);
                }
                node.awaitWatch();
            }
        }
    }

    @Test
    @Tag("full")
    void serverBehindTlsIsTrackedToo() {
        try (TlsRedisServer server = TlsRedisServer.start()) {
            Config config = addressOf(server.uri().toString()).setSslVerificationMode(SslVerificationMode.NONE);
            try (TrackedCache node = new TrackedCache(config, LAG)) {
                node.awaitWatch();
                server.plain().execute("DEL", node.name());
                node.awaitTold(node.operations.key);
            }
        }
    }

    @Test
    void settingsOfTheApplicationDoNotDisturbTheChannel() {
        try (RedisServer server = RedisServer.start()) {
            Config config = Connections.configOf(server).setProtocol(Protocol.RESP3);
            config.useSingleServer()
                    .setPingConnectionInterval(5_000)
                    .setDatabase(3)
                    .setClientName("application");
            try (TrackedCache node = new TrackedCache(config, LAG)) {
                Watch watch = node.awaitWatch();
                long opened = System.nanoTime();
                patiently()
                        .until(() -> watch.behind(opened) < -LAG.multipliedBy(4).toNanos() || !watch.isOpen());
                assertThat(watch.isOpen()).isTrue();
            }
        }
    }

    @Test
    void clientOfAnApplicationIsTrackedThroughToo() {
        try (RedisServer server = RedisServer.start()) {
            RedisSharedClientTests.sharing(server, connection -> {
                TrackedCache node = new TrackedCache(Connections.ready(connection), LAG);
                Watch watch = node.awaitWatch();
                server.execute("DEL", node.name());
                node.awaitTold(node.operations.key);
                connection.close();
                assertThat(watch.isOpen()).isFalse();
                patiently()
                        .until(() -> String.valueOf(server.execute("CLIENT", "LIST", "TYPE", "pubsub"))
                                .isBlank());
            });
        }
    }
}
