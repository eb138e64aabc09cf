package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.FillResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.Redisson;
import org.redisson.config.Config;
import org.redisson.config.Credentials;

/** The password of Redis is replaced while the application runs. */
class RotatedPasswordTests {

    private static final int READS = 450;
    private static final RedisOrigin ORIGIN =
            new RedisOrigin("its host", "its user and password", "its master", "its database", "its trust");

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private final RedisServer server = RedisServer.start("--requirepass", "first");
    private final RespConnection control = server.connect();
    private volatile String known = "first";
    private final RedisConnection connection;
    private final RedisOperations operations;

    RotatedPasswordTests() {
        control.execute("AUTH", "first");
        Config config = Connections.configOf(server)
                .setCredentialsResolver(address -> CompletableFuture.completedFuture(new Credentials(null, known)));
        connection = Connections.ready(RedisConnection.to(config, Connections.PATIENT, List.of(), ORIGIN));
        operations = new RedisOperations(connection);
    }

    @AfterEach
    void stop() {
        connection.close();
        control.close();
        server.close();
    }

    private void rotate() {
        control.execute("CONFIG", "SET", "requirepass", "second");
        control.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }

    private void awaitHit() {
        await().ignoreExceptions()
                .until(() -> operations
                                .read()
                                .toCompletableFuture()
                                .get(5, TimeUnit.SECONDS)
                                .freshness()
                        == Freshness.FRESH);
    }

    private long connections() {
        return String.valueOf(control.execute("INFO", "stats"))
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @Test
    void newPasswordIsUsedFromTheNextConnectOn() {
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        known = "second";
        rotate();
        awaitHit();
    }

    @Test
    void refusedPasswordIsToldAtOnceAndIsNotTriedByEachRead() {
        assertThat(operations.put()).isEqualTo(FillResult.STORED);
        rotate();
        long before = connections();
        long begin = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            awaitFailure(operations.read());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(connections() - before).isPositive().isLessThan(10 + 2 * took.toSeconds());
        await().untilAsserted(() -> assertThat(awaitFailure(operations.read()))
                .hasMessage("HMGET was not sent: the circuit breaker is open."));

        known = "second";
        awaitHit();
        assertThat(log.lines())
                .contains(
                        "WARN Redis at 127.0.0.1:" + server.port()
                                + " refuses the user or the password, or requires one (WRONGPASS). Nothing is read from it"
                                + " or stored in it until a retry in the background succeeds. Correct its user and"
                                + " password.",
                        "INFO Redis at 127.0.0.1:" + server.port() + " accepts connections again")
                .filteredOn(line -> line.contains("refuses"))
                .hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.contains("INFO and TIME"));
    }

    @Test
    void refusedPasswordOfASharedClientIsNotTriedByEachRead() {
        Redisson client =
                (Redisson) Redisson.create(Connections.configOf(server).setPassword("first"));
        try (RedisConnection shared = Connections.ready(RedisConnection.sharing(client, Connections.PATIENT))) {
            RedisOperations ofShared = new RedisOperations(shared);
            rotate();
            await().untilAsserted(() -> assertThat(awaitFailure(ofShared.read()))
                    .hasMessage("HMGET was not sent: the circuit breaker is open."));
        } finally {
            client.shutdown();
        }
    }
}
