package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.MisuseException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.config.Config;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SslVerificationMode;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What Boot's connection details become. */
class ConnectionConfigTests {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, SslAutoConfiguration.class));

    private interface Check<S> {
        void accept(Config config, S servers);
    }

    private static Config configOf(AssertableApplicationContext context) {
        return ConnectionConfig.of(context.getBean(DataRedisConnectionDetails.class), context.getEnvironment());
    }

    private static void run(ApplicationContextRunner configured, Check<SingleServerConfig> check) {
        run(configured, Config::useSingleServer, check);
    }

    private static <S> void run(ApplicationContextRunner configured, Function<Config, S> mode, Check<S> check) {
        configured.run(context -> {
            Config config = configOf(context);
            check.accept(config, mode.apply(config));
        });
    }

    @Test
    void withoutPropertiesItIsTheServerOfThisMachine() {
        run(application, (config, server) -> {
            assertThat(server.getAddress()).isEqualTo("redis://localhost:6379");
            assertThat(server.getDatabase()).isZero();
            assertThat(config.getUsername()).isNull();
            assertThat(config.getPassword()).isNull();
        });
    }

    @Test
    void hostPortDatabaseAndCredentialsAreTaken() {
        run(
                application.withPropertyValues(
                        "spring.data.redis.host=redis.example",
                        "spring.data.redis.port=6380",
                        "spring.data.redis.database=3",
                        "spring.data.redis.username=user",
                        "spring.data.redis.password=secret"),
                (config, server) -> {
                    assertThat(server.getAddress()).isEqualTo("redis://redis.example:6380");
                    assertThat(server.getDatabase()).isEqualTo(3);
                    assertThat(config.getUsername()).isEqualTo("user");
                    assertThat(config.getPassword()).isEqualTo("secret");
                });
    }

    @Test
    void urlOverridesTheRest() {
        run(
                application.withPropertyValues(
                        "spring.data.redis.host=ignored",
                        "spring.data.redis.url=rediss://user:secret@redis.example:6390/2"),
                (config, server) -> {
                    assertThat(server.getAddress()).isEqualTo("rediss://redis.example:6390");
                    assertThat(server.getDatabase()).isEqualTo(2);
                    assertThat(config.getUsername()).isEqualTo("user");
                    assertThat(config.getPassword()).isEqualTo("secret");
                    assertThat(config.getSslTrustManagerFactory()).isNull();
                });
    }

    @Test
    void passwordAloneInAUrlIsThatOfTheDefaultUser() {
        run(application.withPropertyValues("spring.data.redis.url=redis://:secret@redis.example"), (config, server) -> {
            assertThat(config.getUsername()).isNull();
            assertThat(config.getPassword()).isEqualTo("secret");
        });
    }

    @Test
    void addressOfTheSixthVersionIsBracketed() {
        run(
                application.withPropertyValues("spring.data.redis.host=::1"),
                (config, server) -> assertThat(server.getAddress()).isEqualTo("redis://[::1]:6379"));
    }

    @Test
    void switchedOnTlsTrustsWhatTheMachineTrusts() {
        run(application.withPropertyValues("spring.data.redis.ssl.enabled=true"), (config, server) -> {
            assertThat(server.getAddress()).isEqualTo("rediss://localhost:6379");
            assertThat(config.getSslTrustManagerFactory()).isNotNull();
        });
    }

    @Test
    void bundleSaysWhomToTrustAndHow() {
        application
                .withPropertyValues(
                        "spring.data.redis.ssl.bundle=own",
                        "spring.ssl.bundle.jks.own.options.enabled-protocols=TLSv1.3",
                        "spring.ssl.bundle.jks.own.options.ciphers=TLS_AES_128_GCM_SHA256",
                        "spring.ssl.bundle.jks.own.truststore.location=file:${java.home}/lib/security/cacerts")
                .run(context -> {
                    Config config = configOf(context);
                    assertThat(config.getSslProtocols()).containsExactly("TLSv1.3");
                    assertThat(config.getSslCiphers()).containsExactly("TLS_AES_128_GCM_SHA256");
                    assertThat(config.getSslTrustManagerFactory().getTrustManagers())
                            .isNotEmpty();
                    assertThat(config.getSslKeyManagerFactory()).isNotNull();
                });
    }

    @Test
    void clusterOverridesASingleServer() {
        run(
                application.withPropertyValues(
                        "spring.data.redis.cluster.nodes=a:1,b:2",
                        "spring.data.redis.username=user",
                        "spring.data.redis.password=secret",
                        "spring.data.redis.ssl.enabled=true"),
                Config::useClusterServers,
                (config, cluster) -> {
                    assertThat(cluster.getNodeAddresses()).containsExactlyInAnyOrder("rediss://a:1", "rediss://b:2");
                    assertThat(config.getUsername()).isEqualTo("user");
                    assertThat(config.getPassword()).isEqualTo("secret");
                });
    }

    @Test
    void sentinelsGoBeforeACluster() {
        run(
                application.withPropertyValues(
                        "spring.data.redis.cluster.nodes=c:3",
                        "spring.data.redis.sentinel.nodes=a:1,[::1]:2",
                        "spring.data.redis.sentinel.master=main",
                        "spring.data.redis.sentinel.username=watcher",
                        "spring.data.redis.sentinel.password=hidden",
                        "spring.data.redis.password=secret",
                        "spring.data.redis.database=3"),
                Config::useSentinelServers,
                (config, sentinels) -> {
                    assertThat(sentinels.getSentinelAddresses())
                            .containsExactlyInAnyOrder("redis://a:1", "redis://[::1]:2");
                    assertThat(sentinels.getMasterName()).isEqualTo("main");
                    assertThat(sentinels.getSentinelUsername()).isEqualTo("watcher");
                    assertThat(sentinels.getSentinelPassword()).isEqualTo("hidden");
                    assertThat(sentinels.getDatabase()).isEqualTo(3);
                    assertThat(config.getPassword()).isEqualTo("secret");
                });
    }

    @Test
    void redissonFindsTheMasterAmongTheNodes() {
        run(
                application.withPropertyValues(
                        "spring.data.redis.masterreplica.nodes=a:1,b:2", "spring.data.redis.database=3"),
                Config::useReplicatedServers,
                (config, servers) -> {
                    assertThat(servers.getNodeAddresses()).containsExactly("redis://a:1", "redis://b:2");
                    assertThat(servers.getDatabase()).isEqualTo(3);
                });
    }

    @Test
    void clientNameAndTimeToConnectAreTaken() {
        run(
                application.withPropertyValues(
                        "spring.data.redis.client-name=orders", "spring.data.redis.connect-timeout=3s"),
                (config, server) -> {
                    assertThat(server.getClientName()).isEqualTo("orders");
                    assertThat(server.getConnectTimeout()).isEqualTo(3000);
                });
    }

    @Test
    void hostIsVerified() {
        run(
                application.withPropertyValues("spring.data.redis.url=rediss://redis.example:6390"),
                (config, server) -> assertThat(config.getSslVerificationMode()).isEqualTo(SslVerificationMode.STRICT));
    }

    @Test
    void urlSaysNothingOfServersThatComeFromElsewhere() {
        application
                .withPropertyValues("spring.data.redis.url=rediss://redis.example:6390")
                .withBean(DataRedisConnectionDetails.class, () -> new DataRedisConnectionDetails() {
                    @Override
                    public Standalone getStandalone() {
                        return Standalone.of("127.0.0.1", 6380);
                    }
                })
                .run(context -> assertThat(configOf(context).useSingleServer().getAddress())
                        .isEqualTo("redis://127.0.0.1:6380"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentinel", "cluster", "masterreplica"})
    void nodesThatAreNoServersAreReportedByTheirProperty(String kind) {
        for (String nodes : List.of("redis.example", "redis.example:port", "")) {
            application
                    .withPropertyValues(
                            "spring.data.redis." + kind + ".nodes=" + nodes,
                            kind.equals("sentinel") ? "spring.data.redis.sentinel.master=main" : "")
                    .run(context -> assertThatThrownBy(() -> configOf(context))
                            .isInstanceOf(MisuseException.class)
                            .hasMessage("spring.data.redis." + kind
                                    + ".nodes: not a list of servers. Use host:port for each"
                                    + " of them, separated by commas."));
        }
    }

    @Test
    void sentinelsWithoutTheNameOfTheirMasterAreReported() {
        application
                .withPropertyValues("spring.data.redis.sentinel.nodes=a:1")
                .run(context -> assertThatThrownBy(() -> configOf(context))
                        .isInstanceOf(MisuseException.class)
                        .hasMessage("spring.data.redis.sentinel.master: not set. Set the name of the master that the"
                                + " sentinels watch."));
    }

    @Test
    void detailsOfNoServerAreRefused() {
        new ApplicationContextRunner()
                .withBean(DataRedisConnectionDetails.class, () -> new DataRedisConnectionDetails() {})
                .run(context -> assertThatThrownBy(() -> configOf(context))
                        .isInstanceOf(MisuseException.class)
                        .hasMessage("spring.data.redis: the DataRedisConnectionDetails bean names no server. Set"
                                + " spring.data.redis.url, or define a RedissonClient or RedisConnection bean."));
    }
}
