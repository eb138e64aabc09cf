package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.FillResult;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** The client of an application as it is, with a pool and threads of its own. */
class RedisSharedClientTests {

    /** Runs a test with a connection through a client that has not connected itself. */
    static void sharing(RedisServer server, Consumer<RedisConnection> test) {
        sharing(server, Connections.PATIENT, test);
    }

    static void sharing(RedisServer server, RedisSettings settings, Consumer<RedisConnection> test) {
        Config config = Connections.configOf(server).setLazyInitialization(true);
        config.useSingleServer().setConnectionMinimumIdleSize(4).setConnectionPoolSize(16);
        RedissonClient client = Redisson.create(config);
        try {
            try (RedisConnection connection = RedisConnection.sharing(client, settings)) {
                test.accept(connection);
            }
            assertThat(client.isShutdown()).isFalse();
        } finally {
            client.shutdown();
        }
    }

    @Test
    void everythingWorksOverItsPool() {
        try (RedisServer server = RedisServer.start()) {
            sharing(server, connection -> {
                Modes.awaitService(Connections.ready(connection));
                RedisLoadLock lock = new RedisLoadLock(connection);
                RedisOperations key = new RedisOperations(connection);
                assertThat(await(lock.tryLock(key.slot, 1, RedisOperations.MINUTE)))
                        .isTrue();
                assertThat(await(lock.tryLock(key.slot, 2, RedisOperations.MINUTE)))
                        .isFalse();
            });
        }
    }

    @Test
    void serverThatAppearsLaterIsUsed() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            sharing(server, connection -> {
                assertThat(new RedisOperations(connection).read().toCompletableFuture())
                        .isCompletedExceptionally();
                server.restart();
                Modes.awaitService(connection);
            });
        }
    }

    @Test
    void connectionThatIsNotFoundYetIsNotBelieved() {
        try (RedisServer server = RedisServer.start()) {
            sharing(server, connection -> {
                RedisOperations key = new RedisOperations(Connections.ready(connection));
                Awaitility.await()
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(key.put()).isEqualTo(FillResult.STORED));
                server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .untilAsserted(
                                () -> assertThat(await(key.read()).freshness()).isEqualTo(Freshness.FRESH));
            });
        }
    }

    @Test
    void clientOfAnotherKindIsRefused() {
        RedissonClient other = (RedissonClient) Proxy.newProxyInstance(
                RedissonClient.class.getClassLoader(), new Class<?>[] {RedissonClient.class}, (proxy, method, args) -> {
                    throw new UnsupportedOperationException();
                });

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisConnection.sharing(other, Connections.PATIENT))
                .withMessage("The client to share is a " + other.getClass().getName()
                        + ". Share a client made by Redisson.create, or call RedisConnection.like instead.");
    }
}
