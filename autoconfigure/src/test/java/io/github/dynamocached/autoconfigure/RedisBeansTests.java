package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;

/** Where Redis is found, through whose client, and that nobody waits for it. */
class RedisBeansTests extends AutoConfigurationFixture {

    private static final BeanDefinitionCustomizer SHUT_DOWN = definition -> definition.setDestroyMethodName("shutdown");

    private static RedissonClient client(String address) {
        Config config = new Config();
        config.useSingleServer().setAddress(address);
        config.setLazyInitialization(true);
        return Redisson.create(config);
    }

    @Test
    void clientOfTheApplicationSaysWhereRedisIs() {
        application
                .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1")
                .withBean(
                        "client",
                        RedissonClient.class,
                        () -> client(SharedServers.redis().uri().toString()),
                        SHUT_DOWN)
                .run(context -> {
                    assertThat(context).hasSingleBean(RedissonClient.class);
                    assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
                });
    }

    @Test
    void clientOfTheApplicationIsEnoughWithoutSpringDataRedis() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DynamoCachedAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class))
                .withBean(
                        RedissonClient.class,
                        () -> client(SharedServers.redis().uri().toString()),
                        SHUT_DOWN)
                .run(context -> assertThat(answer(context.getBean(RedisConnection.class)))
                        .isEqualTo("connected"));
    }

    @Test
    void clientOfTheApplicationIsUsedAsItIsWhereItIsShared() {
        application
                .withPropertyValues(
                        "dynamocached.redis.share-client=true",
                        "dynamocached.redis.timeout=5s",
                        "dynamocached.key-prefix=shared-" + UUID.randomUUID())
                .withBean(
                        "client",
                        RedissonClient.class,
                        () -> client(SharedServers.redis().uri().toString()),
                        SHUT_DOWN)
                .withBean(Repository.class)
                .run(context -> {
                    Repository repository = context.getBean(Repository.class);
                    await().until(() -> repository.find("a").equals(repository.find("a")));
                    context.getBean(RedisConnection.class).close();
                    assertThat(context.getBean(RedissonClient.class).isShutdown())
                            .isFalse();
                });
    }

    @Test
    void sharingNeedsAClient() {
        application
                .withPropertyValues("dynamocached.redis.share-client=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(MisuseException.class)
                        .hasMessage("dynamocached.redis.share-client: there is no RedissonClient bean to share. Define"
                                + " one, or remove the property."));
    }

    @Test
    void customizersChangeTheConfigurationOfOurClientInTheirOrder() {
        List<String> names = new ArrayList<>();
        application
                .withBean("second", RedisConfigCustomizer.class, () -> new Naming(2, names))
                .withBean("first", RedisConfigCustomizer.class, () -> new Naming(1, names))
                .run(context -> {
                    assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
                    assertThat(names).containsExactly("client1", "client2");
                    assertThat((String) SharedServers.redis().execute("CLIENT", "LIST"))
                            .contains("name=client2")
                            .doesNotContain("name=client1");
                });
    }

    @Test
    void oneOfSeveralClientsMustBeChosen() {
        application
                .withBean("first", RedissonClient.class, () -> client("redis://127.0.0.1:1"), SHUT_DOWN)
                .withBean("second", RedissonClient.class, () -> client("redis://127.0.0.1:1"), SHUT_DOWN)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(MisuseException.class)
                        .hasMessage(
                                "the RedissonClient beans: there are several ('first', 'second') and none is primary."
                                        + " Mark one of them as @Primary, or define a RedisConnection bean."));
    }

    @Test
    void clientOfRedissonsStarterIsTaken() throws ClassNotFoundException {
        application
                .withConfiguration(AutoConfigurations.of(Class.forName(DynamoCachedAutoConfiguration.REDISSON)))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(RedissonClient.class);
                    assertThat(answer(context.getBean(RedisConnection.class))).isEqualTo("connected");
                });
    }

    @Test
    void applicationStartsAndAnswersWithRedisAway() {
        application
                .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1")
                .withBean(Repository.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Repository.class).find("a")).isEqualTo("a1");
                    assertThat(context.getBean(Repository.class).find("a")).isEqualTo("a2");
                });
    }

    @Test
    void redisThatAppearsLaterIsUsed() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            application
                    .withPropertyValues(
                            "spring.data.redis.url=" + server.uri(),
                            "dynamocached.redis.timeout=5s",
                            "dynamocached.defaults.lock-lease=250ms")
                    .withBean(Repository.class)
                    .run(context -> {
                        Repository repository = context.getBean(Repository.class);
                        assertThat(repository.find("a")).isEqualTo("a1");
                        server.restart();
                        await().until(() -> repository.find("a").equals(repository.find("a")));
                    });
        }
    }

    @Test
    void startThatFailsWhileRedisIsBeingConnectedLogsNothingOfRedis() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LogCapture log = new LogCapture()) {
            application
                    .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:" + silent.getLocalPort())
                    .withBean(SmartInitializingSingleton.class, () -> () -> {
                        accept(silent);
                        throw new IllegalStateException("The start fails for another reason");
                    })
                    .run(context -> assertThat(context).hasFailed());
            await().during(Duration.ofMillis(200))
                    .untilAsserted(
                            () -> assertThat(log.of(RedisConnection.class)).isEmpty());
        }
    }

    /** Returns when a connection has begun, which is never answered. */
    private static void accept(ServerSocket silent) {
        try {
            Socket unused = silent.accept();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Naming(int getOrder, List<String> names) implements RedisConfigCustomizer, Ordered {

        @Override
        public void customize(Config config) {
            names.add("client" + getOrder);
            config.useSingleServer().setClientName("client" + getOrder);
        }
    }
}
