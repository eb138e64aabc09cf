package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.servers.RedisServer;
import io.netty.bootstrap.Bootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.client.DefaultNettyHook;
import org.redisson.config.Config;

/** What an operator reads when Redis is away or refuses. */
class RedisLogTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    @Test
    void addressThatCannotBeReadIsTold() {
        Config application = new Config();
        application.useSingleServer().setAddress("user:secret@127.0.0.1:6379");
        try (RedisConnection connection = RedisConnection.to(application, Connections.PATIENT)) {
            await().until(() -> !log.lines().isEmpty());
            assertThat(connection.isConnected()).isFalse();
        }
        assertThat(log.lines())
                .containsExactly(
                        "WARN Redis cannot be reached (IllegalArgumentException). Nothing is cached until a retry"
                                + " in the background succeeds. If this lasts, check the addresses of the Redisson"
                                + " configuration.");
    }

    /** As in a jar that was made smaller than it may be. */
    @Test
    void missingClassIsToldAsAnError() {
        Config application = new Config().setNettyHook(new DefaultNettyHook() {
            @Override
            public void afterBoostrapInitialization(Bootstrap bootstrap) {
                throw new NoClassDefFoundError("io/netty/Missing");
            }
        });
        application.useSingleServer().setAddress("redis://127.0.0.1:1");
        try (RedisConnection connection = RedisConnection.to(application, Connections.PATIENT)) {
            await().until(() -> !log.lines().isEmpty());
            assertThat(connection.isConnected()).isFalse();
        }
        assertThat(log.lines())
                .containsExactly("ERROR The class path lacks a part of what connects to Redis"
                        + " (java.lang.NoClassDefFoundError: io/netty/Missing), so nothing is cached or evicted. Keep all"
                        + " classes of Redisson and Netty when you repackage the application.");
    }

    @Test
    void outageAtStartIsToldOnceAndSoIsItsEnd() {
        int port;
        try (RedisServer server = RedisServer.start()) {
            port = server.port();
            server.kill();
            try (RedisConnection connection = Connections.open(server)) {
                await().until(() -> !log.lines().isEmpty());
                server.restart();
                await().until(connection::isConnected);
            }
        }
        await().until(() -> log.lines().size() == 2);
        assertThat(log.lines())
                .containsExactly(
                        "WARN Redis at 127.0.0.1:" + port
                                + " cannot be reached (ConnectException). Nothing is cached until a retry in the background"
                                + " succeeds. If this lasts, check the addresses of the Redisson configuration.",
                        "INFO Connected to Redis");
    }

    @Test
    void userWithoutTimeIsToldOnceHoweverOftenItIsAsked() {
        try (RedisServer server = RedisServer.start()) {
            server.execute("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all", "-time");
            Config application =
                    Connections.configOf(server).setUsername("cache").setPassword("secret");
            try (RedisConnection connection = RedisConnection.to(application, Connections.PATIENT)) {
                await().until(() -> log.lines().size() >= 2);
                assertThat(awaitFailure(connection.probe())).isInstanceOf(RedisUnavailableException.class);
                for (int i = 0; i < 3; i++) {
                    assertThat(awaitFailure(new RedisOperations(connection).read()))
                            .hasMessage("INFO or TIME failed with RedisException (NOPERM).");
                }
                assertThat(log.lines())
                        .containsExactlyInAnyOrder(
                                "INFO Connected to Redis",
                                "WARN Redis did not report its time. Nothing is read from it until it does: INFO or TIME"
                                        + " failed with RedisException (NOPERM).",
                                "WARN Redis at 127.0.0.1:" + server.port()
                                        + " refuses TIME (NOPERM) to user 'cache': methods are called without the cache. Grant it"
                                        + " with ACL SETUSER cache +time. Retries are automatic.");
            }
        }
    }
}
