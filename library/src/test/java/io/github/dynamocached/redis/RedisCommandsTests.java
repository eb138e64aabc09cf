package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.redis.RedisOperations.commandsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.StoredEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;
import org.redisson.config.Protocol;

/** What is sent to a server, which and how often. */
class RedisCommandsTests {

    private static final RedisServer SERVER = RedisServer.start();
    private static final RedisConnection CONNECTION = Connections.ready(Connections.open(SERVER));

    private final RedisOperations operations = new RedisOperations(CONNECTION);

    @AfterAll
    static void stop() {
        CONNECTION.close();
        SERVER.close();
    }

    @Test
    void hitIsOneHmgetAndNothingElse() {
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        SERVER.execute("CONFIG", "RESETSTAT");

        for (int i = 0; i < 10; i++) {
            assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.FRESH);
        }

        assertThat(commandsOf(SERVER)).isEqualTo(Map.of("hmget", 10));
    }

    @Test
    void readsAreServedOverTheNewerProtocolToo() {
        Config config = Connections.configOf(SERVER);
        config.setProtocol(Protocol.RESP3);
        try (RedisConnection connection = Connections.ready(RedisConnection.to(config, Connections.PATIENT))) {
            RedisOperations there = new RedisOperations(connection);
            assertThat(await(there.read()).freshness()).isEqualTo(Freshness.NONE);
            assertThat(there.put()).isEqualTo(FillResult.STORED);

            assertThat(await(there.read()).freshness()).isEqualTo(Freshness.FRESH);
        }
    }

    @Test
    void readsUseTheNameThatTheApplicationGivesTheirCommand() {
        try (RedisServer server = RedisServer.start("--rename-command", "HMGET", "FETCH")) {
            Config config = Connections.configOf(server);
            config.setCommandMapper(name -> name.equals("HMGET") ? "FETCH" : name);
            try (RedisConnection connection = Connections.ready(RedisConnection.to(config, Connections.PATIENT))) {
                assertThat(await(new RedisOperations(connection).read()).freshness())
                        .isEqualTo(Freshness.NONE);
            }
        }
    }

    @Test
    void scriptsAreSentByTheirHash() {
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        SERVER.execute("CONFIG", "RESETSTAT");

        assertThat(new RedisOperations(CONNECTION).put()).isEqualTo(FillResult.STORED);

        assertThat(commandsOf(SERVER)).containsEntry("evalsha", 2).doesNotContainKeys("eval", "script|load");
    }

    @Test
    void scriptsThatServerHasForgottenAreSentWithSource() {
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        SERVER.execute("SCRIPT", "FLUSH");
        assertThat(await(operations.store.evict(operations.key, RedisOperations.MINUTE, EntryStore.NO_WRITER)))
                .isNull();
        SERVER.execute("SCRIPT", "FLUSH");
        String token = operations.lease("n1");
        SERVER.execute("SCRIPT", "FLUSH");
        assertThat(await(operations.fill(token, new byte[] {1}))).isEqualTo(FillResult.STORED);
        SERVER.execute("SCRIPT", "FLUSH");
        assertThat(await(operations.store.release(operations.slot, "n1"))).isNull();

        Scripts scripts = Scripts.load();
        assertThat(SERVER.execute(
                        "SCRIPT",
                        "EXISTS",
                        scripts.release().sha(),
                        scripts.fill().sha()))
                .isEqualTo(List.of(1L, 0L));
    }

    @Test
    void brokenConnectionIsReplacedAndItsServerAskedAgain() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server))) {
            RedisOperations operations = new RedisOperations(connection);
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            server.execute("CONFIG", "RESETSTAT");
            server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.FRESH));

            Awaitility.await()
                    .untilAsserted(() -> assertThat(commandsOf(server))
                            .hasEntrySatisfying(
                                    "time", calls -> assertThat(calls).isGreaterThanOrEqualTo(3)));
        }
    }

    @Test
    void readThatIsCancelledIsNotSentAgain() {
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        SERVER.execute("CONFIG", "RESETSTAT");
        SERVER.pause();
        CompletionStage<StoredEntry> read = operations.read();
        assertThat(read.toCompletableFuture().cancel(true)).isTrue();
        SERVER.resume();

        assertThat(await(operations.read()).freshness()).isEqualTo(Freshness.FRESH);
        assertThat(commandsOf(SERVER).get("hmget")).isLessThanOrEqualTo(2);
    }
}
