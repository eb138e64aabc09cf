package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.RedisOperations.commandsOf;
import static io.github.dynamocached.redis.RedisOperations.refusedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a connection sends before the first request. */
class FirstCommandsTests {

    private static final int SCRIPTS = Scripts.load().all().size();

    private static void awaitPrepared(RedisServer server) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(commandsOf(server)).containsEntry("hmget", 1).containsEntry("script|load", SCRIPTS));
    }

    @Test
    void firstRequestFindsTheScriptsAndAReadBehindIt() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.open(server)) {
            awaitPrepared(server);

            assertThat(new RedisOperations(Connections.ready(connection)).put()).isEqualTo(FillResult.STORED);

            assertThat(refusedBy(server, "NOSCRIPT")).isZero();
            assertThat(commandsOf(server)).as("nothing is loaded twice").containsEntry("script|load", SCRIPTS);
        }
    }

    @Test
    void serverThatHasLostTheScriptsGetsThemAgain() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.open(server)) {
            awaitPrepared(server);

            server.restart();

            awaitPrepared(server);
            assertThat(connection.isConnected()).isTrue();
        }
    }
}
