package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTests {

    private final RedisServer redis = RedisServer.start();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void itAnswersOnItsPort() {
        assertThat(redis.execute("PING")).isEqualTo("PONG");
        assertThat(redis.uri()).hasToString("redis://127.0.0.1:" + redis.port());
        assertThat(redis.answers()).isTrue();
    }

    @Test
    void itListensOnTheLoopbackInterfaceAlone() {
        assertThat(redis.execute("CONFIG", "GET", "bind")).isEqualTo(List.of("bind", "127.0.0.1"));
    }

    @Test
    void itKeepsNothingOnDiskByDefault() {
        assertThat(redis.execute("CONFIG", "GET", "save")).isEqualTo(List.of("save", ""));
        assertThat(redis.execute("CONFIG", "GET", "appendonly")).isEqualTo(List.of("appendonly", "no"));
    }

    @Test
    void everyTypeOfAnswerIsRead() {
        assertThat(redis.execute("HSET", "hash", "name", "Ada", "age", 36)).isEqualTo(2L);
        assertThat(redis.execute("HGETALL", "hash")).isEqualTo(List.of("name", "Ada", "age", "36"));
        assertThat(redis.execute("TYPE", "hash")).isEqualTo("hash");
        assertThat(redis.execute("TTL", "hash")).isEqualTo(-1L);
        assertThat(redis.execute("GET", "nothing")).isNull();
        assertThat(redis.execute("KEYS", "nothing")).isEqualTo(List.of());
        assertThat(redis.execute("EVAL", "return {1, {'a', false}}", 0)).hasToString("[1, [a, null]]");
        assertThat(redis.execute("SCRIPT", "FLUSH")).isEqualTo("OK");
    }

    @Test
    void bytesAreKeptAsTheyAre() {
        byte[] bytes = {0, '\r', '\n', (byte) 0xFF, '$'};
        redis.execute("SET", "bytes", bytes);
        try (RespConnection connection = redis.connect()) {
            assertThat(connection.executeForBytes("GET", "bytes")).isEqualTo(bytes);
            assertThat(connection.executeForBytes("GET", "nothing")).isNull();
            assertThatThrownBy(() -> connection.executeForBytes("PING"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The answer is a String, not a bulk string. Use execute for this command.");
        }
        assertThat(redis.execute("APPEND", "text", "Zoë"))
                .isEqualTo((long) "Zoë".getBytes(StandardCharsets.UTF_8).length);
        assertThat(redis.execute("GET", "text")).isEqualTo("Zoë");
    }

    @Test
    void anErrorOfTheServerIsThrown() {
        assertThatThrownBy(() -> redis.execute("NONSENSE"))
                .isInstanceOf(RespException.class)
                .hasMessageStartingWith("ERR unknown command 'NONSENSE'");
    }

    @Test
    void aPausedServerTakesConnectionsAndDoesNotAnswerUntilItIsResumed() {
        redis.execute("SET", "key", "value");
        redis.pause();
        try (RespConnection connection = RespConnection.open(redis.port(), Duration.ofMillis(200))) {
            assertThatThrownBy(() -> connection.execute("PING")).isInstanceOf(UncheckedIOException.class);
        }
        redis.resume();
        assertThat(redis.execute("GET", "key")).isEqualTo("value");
    }

    @Test
    void aKilledServerRefusesConnectionsAndIsEmptyAfterARestart() {
        int port = redis.port();
        long pid = redis.pid();
        redis.execute("SET", "key", "value");
        redis.kill();
        assertThat(redis.answers()).isFalse();
        assertThatThrownBy(() -> redis.execute("PING"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(ConnectException.class);
        redis.restart();
        assertThat(redis.execute("GET", "key")).isNull();
        assertThat(redis.port()).isEqualTo(port);
        assertThat(redis.pid()).isNotEqualTo(pid);
    }

    @Test
    void aPausedServerCanBeKilledAndRestarted() {
        redis.pause();
        redis.restart();
        assertThat(redis.execute("PING")).isEqualTo("PONG");
    }

    @Test
    void aClosedServerLeavesNoProcessAndAFreePort() {
        ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
        redis.close();
        redis.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(UncleanEndTests.isFree(redis.port())).isTrue();
    }

    @Test
    void theFolderOfAServerIsRemovedAtItsEnd() {
        Path folder = folderOf(redis);
        assertThat(folder).isDirectory();
        redis.close();
        await().untilAsserted(() -> assertThat(folder).doesNotExist());
    }

    @Test
    void methodsOfAKilledServerSayWhatToDo() {
        redis.kill();
        String message = "The Redis on port " + redis.port() + " is not running. Call restart() first.";
        assertThatThrownBy(redis::pause).hasMessage(message);
        assertThatThrownBy(redis::resume).hasMessage(message);
        assertThatThrownBy(redis::pid).hasMessage(message);
    }

    @Test
    void argumentsReachTheServer() {
        try (RedisServer small = RedisServer.start("--maxmemory", "1mb", "--maxmemory-policy", "noeviction")) {
            assertThat(small.execute("CONFIG", "GET", "maxmemory")).isEqualTo(List.of("maxmemory", "1048576"));
            assertThatThrownBy(() -> small.execute("SET", "key", "x".repeat(2_000_000)))
                    .isInstanceOf(RespException.class)
                    .hasMessageStartingWith("OOM ");
        }
    }

    @Test
    void aServerWithAPasswordStarts() {
        try (RedisServer locked = RedisServer.start("--requirepass", "secret");
                RespConnection connection = locked.connect()) {
            assertThatThrownBy(() -> connection.execute("GET", "key")).hasMessageStartingWith("NOAUTH ");
            assertThat(connection.execute("AUTH", "secret")).isEqualTo("OK");
            assertThat(connection.execute("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void aReplicaFollowsItsPrimary() {
        redis.execute("SET", "key", "value");
        try (RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + redis.port())) {
            await().untilAsserted(
                            () -> assertThat(replica.execute("GET", "key")).isEqualTo("value"));
        }
    }

    @Test
    void aSnapshotSurvivesARestartWhereAFolderIsGiven(@TempDir Path folder) {
        try (RedisServer keeping = RedisServer.start("--dir", folder.toString())) {
            keeping.execute("SET", "key", "value");
            keeping.execute("SAVE");
            keeping.restart();
            assertThat(keeping.execute("GET", "key")).isEqualTo("value");
        }
    }

    @Test
    void aServerThatCannotStartSaysWhatRedisPrinted() {
        assertThatThrownBy(() -> RedisServer.start("--nonsense", "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("(?s)The Redis on port \\d+ did not start\\. It printed: .*"
                        + "Bad directive or wrong number of arguments.*");
    }

    @Test
    void aFileThatIsNotExecutableIsRefused(@TempDir Path folder) {
        Map<String, String> before =
                Map.of(RedisExecutable.OVERRIDE, folder.resolve("absent").toString());
        before.forEach(System::setProperty);
        try {
            assertThatThrownBy(RedisExecutable::find)
                    .hasMessage("REDIS_EXECUTABLE is " + folder.resolve("absent")
                            + ", which is not executable. Set it to the path of a redis-server.");
        } finally {
            before.keySet().forEach(System::clearProperty);
        }
    }

    private static Path folderOf(RedisServer server) {
        return Path.of(
                String.valueOf(((List<?>) Objects.requireNonNull(server.execute("CONFIG", "GET", "dir"))).get(1)));
    }

    @Test
    void itIsSeenLoading(@TempDir Path folder) {
        try (RedisServer server = RedisServer.start(
                "--dir", folder.toString(),
                "--key-load-delay", "1000",
                "--loading-process-events-interval-bytes", "1024",
                "--rdbcompression", "no")) {
            server.execute("EVAL", "for i = 1, 2000 do redis.call('SET', i, string.rep('x', 100)) end", 0);
            server.execute("SAVE");

            server.restartLoading();

            assertThat(server.isLoading()).isTrue();
            assertThat(server.answers()).isFalse();
            await().until(server::answers);
            assertThat(server.isLoading()).isFalse();
            assertThat(server.execute("DBSIZE")).isEqualTo(2000L);
        }
    }
}
