package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitDone;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.FillResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** The user of the documentation may do all that the library does, and nothing to other keys. */
class RedisAclTests {

    private static final String BEGIN = "ACL SETUSER ";

    /** The words of the rule in the documentation. */
    private static String[] rule(String... more) {
        try {
            String text = Files.readString(Path.of("docs", "connections.md"));
            int begin = text.indexOf(BEGIN);
            String rule = text.substring(begin, text.indexOf("```", begin)).strip();
            return Stream.concat(Stream.of(rule.split("\\s+")), Stream.of(more)).toArray(String[]::new);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Config with(Config config) {
        return config.setUsername("cache").setPassword("secret");
    }

    /** Does everything that the library does. */
    static void useAll(RedisConnection connection) {
        RedisOperations operations = new RedisOperations(connection);
        RedisLoadLock lock = new RedisLoadLock(connection);
        assertThat(await(lock.tryLock(operations.slot, 1, RedisOperations.MINUTE)))
                .isTrue();
        assertThat(await(lock.tryLock(operations.slot, 2, RedisOperations.MINUTE)))
                .isFalse();
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        awaitDone(lock.unlock(operations.slot, 1));
        assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.FRESH);
        EntryStore store = operations.store;
        assertThat(await(store.look(operations.key)).variants()).hasSize(1);
        awaitDone(store.release(operations.slot, "n1"));
        awaitDone(store.begin(operations.key, new Fence("w1", RedisOperations.MINUTE)));
        awaitDone(store.beginPut(operations.slot, new Fence("w2", RedisOperations.MINUTE)));
        awaitDone(store.evict(operations.key, RedisOperations.MINUTE, "w1"));
        awaitDone(store.evictAll("users", Duration.ZERO));
        awaitDone(operations.evict());
    }

    /** What was refused, but for what Redisson tries by itself. */
    static List<String> refused(RedisServer server) {
        List<?> entries = (List<?>) Objects.requireNonNull(server.execute("ACL", "LOG"));
        return entries.stream()
                .map(entry -> ((List<?>) entry).get(3) + " " + ((List<?>) entry).get(7))
                .filter(entry -> !entry.equals("key test1") && !entry.startsWith("command pubsub|"))
                .toList();
    }

    @Test
    void userOfTheDocumentationMayDoAllThatTheLibraryDoes() {
        try (RedisServer server = RedisServer.start()) {
            server.execute((Object[]) rule());
            Config application = with(Connections.configOf(server));
            try (RedisConnection connection = Connections.ready(RedisConnection.to(application, Connections.PATIENT))) {
                useAll(connection);
            }
            assertThat(refused(server)).isEmpty();
        }
    }

    @Test
    @Tag("full")
    void theSameInACluster() {
        try (RedisCluster cluster = RedisCluster.start()) {
            cluster.masters()
                    .forEach(server -> server.execute((Object[]) rule("+cluster|nodes", "+asking", "+spublish")));
            Config application = with(Modes.of(cluster));
            try (RedisConnection connection = Connections.ready(RedisConnection.to(application, Connections.PATIENT))) {
                for (int i = 0; i < 10; i++) {
                    useAll(connection);
                }
            }
            assertThat(cluster.masters())
                    .allSatisfy(server -> assertThat(refused(server)).isEmpty());
        }
    }

    @Test
    void otherKeysAreOutOfReach() {
        try (RedisServer server = RedisServer.start()) {
            server.execute((Object[]) rule());
            RedisSettings foreign = new RedisSettings("other", Duration.ofSeconds(5), Duration.ofSeconds(5));
            try (RedisConnection connection = RedisConnection.to(with(Connections.configOf(server)), foreign)) {
                Awaitility.await().until(connection::isConnected);
                assertThat(awaitFailure(new RedisOperations(connection).evict()))
                        .hasMessage("evict failed with RedisException (NOPERM).");
            }
        }
    }
}
