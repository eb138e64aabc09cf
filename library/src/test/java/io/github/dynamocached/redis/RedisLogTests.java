package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.dynamocached.servers.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;
import org.slf4j.LoggerFactory;

/** What an operator reads when Redis is away or refuses. */
class RedisLogTests {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(RedisConnection.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(log);
        LOGGER.setLevel(null);
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Test
    void outageAtStartIsToldOnceAndSoIsItsEnd() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            try (RedisConnection connection = Connections.open(server)) {
                await().until(() -> !lines().isEmpty());
                server.restart();
                await().until(connection::isConnected);
            }
        }
        await().until(() -> lines().size() == 2);
        assertThat(lines())
                .containsExactly(
                        "WARN Redis cannot be reached (RedisConnectionException). Connecting is repeated in the"
                                + " background; until then nothing is cached. If this stays, check the address and the"
                                + " credentials of the Redisson configuration.",
                        "INFO Connected to Redis");
    }

    @Test
    void userWithoutInfoIsTold() {
        try (RedisServer server = RedisServer.start()) {
            server.execute("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all", "-info");
            Config application =
                    Connections.configOf(server).setUsername("cache").setPassword("secret");
            try (RedisConnection connection = RedisConnection.to(application, Connections.PATIENT)) {
                await().until(() -> lines().size() == 2);
                assertThat(lines())
                        .containsExactly(
                                "INFO Connected to Redis",
                                "WARN Redis did not tell its start and its time, and nothing is read from it until it"
                                        + " does: INFO or TIME failed with RedisException (NOPERM). If it refuses,"
                                        + " allow INFO and TIME to its user.");
                assertThat(awaitFailure(new RedisOperations(connection).read()))
                        .hasMessage("INFO or TIME failed with RedisException (NOPERM).");
            }
        }
    }
}
