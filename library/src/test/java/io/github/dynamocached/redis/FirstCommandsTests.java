package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.RedisOperations.commandsOf;
import static io.github.dynamocached.redis.RedisOperations.refusedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.MovingEndpoint;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** What a connection sends before the first request. */
class FirstCommandsTests {

    private static final int SCRIPTS = Scripts.load().all().size();

    private static void awaitPrepared(RedisServer server) {
        assumeTrue(server.majorVersion() >= 7, "Redis 7 is the first to count SCRIPT LOAD by itself");
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

    /** The first commands over the new connection may come before the scripts, or after them. */
    @Test
    void newPrimaryThatKnowsNoScriptServesTheFirstCommandsAndGetsTheScripts() {
        try (RedisServer first = RedisServer.start();
                RedisServer second = RedisServer.start();
                MovingEndpoint endpoint = MovingEndpoint.to(first);
                RedisConnection connection = Connections.ready(connectionTo(endpoint))) {
            RedisOperations operations = new RedisOperations(connection);
            awaitPrepared(first);
            assertThat(operations.put()).isEqualTo(FillResult.STORED);

            endpoint.moveTo(second);
            endpoint.breakConnections();

            List<Throwable> failures = new ArrayList<>();
            await().pollInterval(Duration.ofMillis(5)).until(() -> isStored(operations, failures));
            assertThat(failures).extracting(Throwables::getStackTrace).noneMatch(text -> text.contains("NoScript"));
            await().untilAsserted(() -> assertThat(commandsOf(second)).containsEntry("script|load", SCRIPTS));
            second.execute("CONFIG", "RESETSTAT");
            Stages.awaitDone(operations.evict());
            assertThat(operations.put()).isEqualTo(FillResult.STORED);
            assertThat(refusedBy(second, "NOSCRIPT")).isZero();
        }
    }

    private static RedisConnection connectionTo(MovingEndpoint endpoint) {
        Config config = new Config();
        config.useSingleServer().setAddress(endpoint.uri().toString()).setPingConnectionInterval(0);
        return RedisConnection.to(config, Connections.PATIENT);
    }

    private static boolean isStored(RedisOperations operations, List<Throwable> failures) {
        try {
            return operations.put().equals(FillResult.STORED);
        } catch (AssertionError notYet) {
            failures.add(notYet);
            return false;
        }
    }
}
