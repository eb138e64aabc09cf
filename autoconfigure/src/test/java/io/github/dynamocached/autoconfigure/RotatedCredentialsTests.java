package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Boot's connection details tell another password than before, as those of a secret manager do after a rotation. */
@Tag("full")
class RotatedCredentialsTests extends AutoConfigurationFixture {

    private static final String FIRST = "pass1first";
    private static final String SECOND = "pass2second";

    private final ApplicationContextRunner patient = application
            .withPropertyValues(
                    "dynamocached.key-prefix=rotated-" + UUID.randomUUID(),
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.defaults.lock-lease=250ms")
            .withBean(Repository.class);

    private static final class Details implements DataRedisConnectionDetails {

        private final @Nullable RedisServer server;
        private final @Nullable RedisSentinels sentinels;
        private volatile @Nullable String password = FIRST;
        private volatile @Nullable String ofSentinels;
        private volatile boolean fails;

        Details(@Nullable RedisServer server, @Nullable RedisSentinels sentinels) {
            this.server = server;
            this.sentinels = sentinels;
        }

        @Override
        public @Nullable String getPassword() {
            if (fails) {
                throw new UnsupportedOperationException("The secrets are away");
            }
            return password;
        }

        @Override
        public @Nullable Standalone getStandalone() {
            return server == null ? null : Standalone.of("127.0.0.1", server.port());
        }

        @Override
        public @Nullable Sentinel getSentinel() {
            RedisSentinels known = sentinels;
            return known == null
                    ? null
                    : new Sentinel() {
                        @Override
                        public int getDatabase() {
                            return 0;
                        }

                        @Override
                        public String getMaster() {
                            return RedisSentinels.MASTER;
                        }

                        @Override
                        public List<Node> getNodes() {
                            return List.of(
                                    new Node("127.0.0.1", known.sentinel().port()));
                        }

                        @Override
                        public @Nullable String getUsername() {
                            return null;
                        }

                        @Override
                        public @Nullable String getPassword() {
                            return ofSentinels;
                        }
                    };
        }
    }

    private void run(
            Details details,
            org.springframework.boot.test.context.runner.ContextConsumer<
                            org.springframework.boot.test.context.assertj.AssertableApplicationContext>
                    check) {
        patient.withBean("secrets", DataRedisConnectionDetails.class, () -> details)
                .run(check);
    }

    private static void awaitHit(Repository repository) {
        await().atMost(Duration.ofSeconds(30)).until(() -> repository.find("a").equals(repository.find("a")));
    }

    private static void kill(RespConnection control) {
        control.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }

    @Test
    void newPasswordIsUsedWhenConnectionsBreak() {
        try (RedisServer server = RedisServer.start("--requirepass", FIRST);
                RespConnection control = server.connect()) {
            control.execute("AUTH", FIRST);
            Details details = new Details(server, null);
            run(details, context -> {
                Repository repository = context.getBean(Repository.class);
                awaitHit(repository);
                details.password = SECOND;
                control.execute("CONFIG", "SET", "requirepass", SECOND);
                kill(control);
                awaitHit(repository);
            });
        }
    }

    @Test
    void oldPasswordIsReportedWithTheNameOfTheBean() {
        try (RedisServer server = RedisServer.start("--requirepass", FIRST);
                RespConnection control = server.connect();
                LogCapture log = new LogCapture()) {
            control.execute("AUTH", FIRST);
            Details details = new Details(server, null);
            run(details, context -> {
                Repository repository = context.getBean(Repository.class);
                awaitHit(repository);
                control.execute("CONFIG", "SET", "requirepass", SECOND);
                kill(control);
                String refused = "WARN Redis at 127.0.0.1:" + server.port()
                        + " refuses the user or the password, or requires one (WRONGPASS). Nothing is read from it"
                        + " or stored in it until a retry in the background succeeds. Correct the user and the"
                        + " password of the DataRedisConnectionDetails bean 'secrets'.";
                await().untilAsserted(() -> {
                    repository.find("a");
                    assertThat(log.of(RedisConnection.class)).contains(refused);
                });
                details.fails = true;
                String untold = "WARN Redis at 127.0.0.1:" + server.port()
                        + " has no connection, because the application failed to provide the user and the password"
                        + " (UnsupportedOperationException). Nothing is read from it or stored in it until a retry"
                        + " in the background succeeds. Find out why the user and the password of the"
                        + " DataRedisConnectionDetails bean 'secrets' cannot be read.";
                await().untilAsserted(() -> {
                    repository.find("a");
                    assertThat(log.of(RedisConnection.class)).contains(untold);
                });
                details.fails = false;
                details.password = SECOND;
                awaitHit(repository);
            });
            assertThat(log.text()).doesNotContain(FIRST).doesNotContain(SECOND);
        }
    }

    @Test
    void passwordOfTheDataIsNotSentToASentinelWithoutOne() {
        try (RedisSentinels servers = RedisSentinels.startSingle();
                RespConnection control = servers.data().master().connect()) {
            servers.sentinel().execute("SENTINEL", "SET", RedisSentinels.MASTER, "auth-pass", FIRST);
            control.execute("CONFIG", "SET", "requirepass", FIRST);
            Details details = new Details(null, servers);
            run(details, context -> {
                Repository repository = context.getBean(Repository.class);
                awaitHit(repository);
                details.password = SECOND;
                servers.sentinel().execute("SENTINEL", "SET", RedisSentinels.MASTER, "auth-pass", SECOND);
                control.execute("CONFIG", "SET", "requirepass", SECOND);
                kill(control);
                awaitHit(repository);
            });
        }
    }

    @Test
    void sentinelsAndDataHaveNewPasswordsOfTheirOwn() {
        try (RedisSentinels servers = RedisSentinels.startSingle();
                RespConnection sentinel = servers.sentinel().connect();
                RespConnection control = servers.data().master().connect()) {
            sentinel.execute("SENTINEL", "SET", RedisSentinels.MASTER, "auth-pass", FIRST);
            sentinel.execute("ACL", "SETUSER", "default", "on", "resetpass", ">" + FIRST + "watch");
            sentinel.execute("AUTH", FIRST + "watch");
            control.execute("CONFIG", "SET", "requirepass", FIRST);
            Details details = new Details(null, servers);
            details.ofSentinels = FIRST + "watch";
            run(details, context -> {
                Repository repository = context.getBean(Repository.class);
                awaitHit(repository);
                details.password = SECOND;
                details.ofSentinels = SECOND + "watch";
                sentinel.execute("SENTINEL", "SET", RedisSentinels.MASTER, "auth-pass", SECOND);
                sentinel.execute("ACL", "SETUSER", "default", "on", "resetpass", ">" + SECOND + "watch");
                control.execute("CONFIG", "SET", "requirepass", SECOND);
                kill(sentinel);
                kill(control);
                awaitHit(repository);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> String.valueOf(sentinel.execute("CLIENT", "LIST"))
                                        .lines()
                                        .filter(line -> line.contains("cmd=sentinel"))
                                        .count()
                                > 0);
            });
        }
    }
}
