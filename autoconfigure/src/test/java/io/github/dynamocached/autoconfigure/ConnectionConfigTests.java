package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.config.Config;
import org.redisson.config.SingleServerConfig;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What Boot's connection details become. */
class ConnectionConfigTests {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, SslAutoConfiguration.class));

    private interface Check {
        void accept(Config config, SingleServerConfig server);
    }

    private void run(ApplicationContextRunner configured, Check check) {
        configured.run(context -> {
            String url = context.getEnvironment().getProperty("spring.data.redis.url", "");
            Config config = ConnectionConfig.of(context.getBean(DataRedisConnectionDetails.class), url);
            check.accept(config, config.useSingleServer());
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
    void urlGoesBeforeTheRest() {
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
                    Config config = ConnectionConfig.of(context.getBean(DataRedisConnectionDetails.class), "");
                    assertThat(config.getSslProtocols()).containsExactly("TLSv1.3");
                    assertThat(config.getSslCiphers()).containsExactly("TLS_AES_128_GCM_SHA256");
                    assertThat(config.getSslTrustManagerFactory().getTrustManagers())
                            .isNotEmpty();
                    assertThat(config.getSslKeyManagerFactory()).isNotNull();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.data.redis.cluster.nodes=a:1,b:2",
                "spring.data.redis.sentinel.nodes=a:1;spring.data.redis.sentinel.master=m",
                "spring.data.redis.masterreplica.nodes=a:1,b:2"
            })
    void anythingButASingleServerIsRefused(String properties) {
        application
                .withPropertyValues(properties.split(";"))
                .run(context -> assertThatThrownBy(
                                () -> ConnectionConfig.of(context.getBean(DataRedisConnectionDetails.class), ""))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("The connection details of Redis are not those of a single server. Clusters,"
                                + " sentinels and replicas are not supported yet: set spring.data.redis.host or"
                                + " spring.data.redis.url alone."));
    }
}
