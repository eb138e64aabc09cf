package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisSentinels;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** One sentinel, as in a development compose file, or behind one address of Kubernetes. */
@Tag("full")
class SentinelConnectionTests extends AutoConfigurationFixture {

    private static final RedisSentinels SERVERS = RedisSentinels.startSingle();

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    private static String[] properties(String master) {
        return new String[] {
            "spring.data.redis.sentinel.master=" + master,
            "spring.data.redis.sentinel.nodes=127.0.0.1:" + SERVERS.sentinel().port()
        };
    }

    @Test
    void oneSentinelIsEnough() {
        application
                .withPropertyValues(properties(RedisSentinels.MASTER))
                .run(context -> assertThat(answer(context.getBean(RedisConnection.class)))
                        .isEqualTo("connected"));
    }

    @Test
    void oneSentinelIsEnoughInTheConfigurationOfAClient() {
        Config config = new Config().setLazyInitialization(true);
        config.useSentinelServers()
                .setMasterName(RedisSentinels.MASTER)
                .addSentinelAddress(SERVERS.sentinel().uri().toString());
        application
                .withBean(
                        RedissonClient.class,
                        () -> Redisson.create(config),
                        definition -> definition.setDestroyMethodName("shutdown"))
                .run(context -> {
                    assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
                    assertThat(config.useSentinelServers().isCheckSentinelsList())
                            .isTrue();
                });
    }

    @Test
    void masterThatNobodyKnowsIsReported() {
        try (LogCapture log = new LogCapture()) {
            application.withPropertyValues(properties("other")).run(context -> {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !log.of(RedisConnection.class).isEmpty());
                assertThat(log.of(RedisConnection.class))
                        .containsExactly(
                                "WARN Redis at 127.0.0.1:" + SERVERS.sentinel().port()
                                        + " has sentinels that do not know the configured master. Nothing is cached until a retry"
                                        + " in the background succeeds. Correct spring.data.redis.sentinel.master.");
            });
        }
    }
}
