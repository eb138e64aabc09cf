package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.TlsRedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

/**
 * A Boot application with an annotated repository caches and evicts on every kind of Redis: where Boot's properties say
 * that it is, where a client of the application is connected to, and through that client.
 */
@Tag("full")
class ConnectionModesTests {

    /** Who connects. */
    enum Client {
        /** There is no client but ours. */
        OURS_BY_PROPERTIES,
        /** The application has one, and ours is like it. */
        OURS_LIKE_THAT_OF_APPLICATION,
        /** The application has one, and it is used. */
        SHARED
    }

    private final ApplicationContextRunner application = Applications.runner(SslAutoConfiguration.class)
            .withBean(AccountRepository.class)
            .withPropertyValues(
                    "dynamocached.key-prefix=test-" + UUID.randomUUID(),
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s",
                    "ttl.of.short=200ms");

    private void run(
            Client client,
            Config config,
            List<String> properties,
            ContextConsumer<AssertableApplicationContext> check) {
        ApplicationContextRunner configured = client == Client.OURS_BY_PROPERTIES
                ? application.withPropertyValues(properties.toArray(String[]::new))
                : application
                        .withPropertyValues("dynamocached.redis.share-client=" + (client == Client.SHARED))
                        .withBean(
                                RedissonClient.class,
                                () -> Redisson.create(config),
                                bean -> bean.setDestroyMethodName("shutdown"));
        configured.run(context -> {
            assertThat(context).hasNotFailed();
            check.accept(context);
        });
    }

    /** Waits until values that were loaded are found again and not after their eviction: so many that each primary has some. */
    private static void awaitCache(AssertableApplicationContext context) {
        AccountRepository repository = context.getBean(AccountRepository.class);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (int i = 0; i < 30; i++) {
                String id = UUID.randomUUID().toString();
                repository.save(Account.of(id, "Ann"));
                assertThat(repository.find(id)).contains(Account.of(id, "Ann"));
                int calls = repository.calls().size();
                assertThat(repository.find(id)).contains(Account.of(id, "Ann"));
                assertThat(repository.calls()).hasSize(calls);
                repository.save(Account.of(id, "Bob"));
                assertThat(repository.find(id)).contains(Account.of(id, "Bob"));
                assertThat(repository.calls()).hasSize(calls + 1);
            }
        });
    }

    private static String hostsAndPorts(List<URI> uris) {
        return uris.stream().map(URI::getAuthority).collect(Collectors.joining(","));
    }

    private static String[] texts(List<URI> uris) {
        return uris.stream().map(URI::toString).toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource
    void standalone(Client client) {
        try (RedisServer server = RedisServer.start()) {
            Config config = new Config();
            config.useSingleServer().setAddress(server.uri().toString());
            run(client, config, List.of("spring.data.redis.url=" + server.uri()), ConnectionModesTests::awaitCache);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cluster(Client client) {
        try (RedisCluster cluster = RedisCluster.startWithReplicas()) {
            Config config = new Config();
            config.useClusterServers().addNodeAddress(texts(cluster.uris()));
            run(
                    client,
                    config,
                    List.of("spring.data.redis.cluster.nodes=" + hostsAndPorts(cluster.uris())),
                    ConnectionModesTests::awaitCache);
            assertThat(cluster.masters())
                    .allSatisfy(master ->
                            assertThat((Long) master.execute("DBSIZE")).isPositive());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sentinelsWithAFailover(Client client) {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            Config config = new Config();
            config.useSentinelServers()
                    .setMasterName(RedisSentinels.MASTER)
                    .addSentinelAddress(texts(sentinels.uris()));
            List<String> properties = List.of(
                    "spring.data.redis.sentinel.master=" + RedisSentinels.MASTER,
                    "spring.data.redis.sentinel.nodes=" + hostsAndPorts(sentinels.uris()));
            run(client, config, properties, context -> {
                awaitCache(context);
                sentinels.failOver();
                awaitCache(context);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void masterWithReplica(Client client) {
        try (RedisReplication both = RedisReplication.start()) {
            Config config = new Config();
            config.useMasterSlaveServers()
                    .setMasterAddress(both.master().uri().toString())
                    .addSlaveAddress(both.replica().uri().toString());
            List<URI> uris = List.of(both.replica().uri(), both.master().uri());
            run(
                    client,
                    config,
                    List.of("spring.data.redis.masterreplica.nodes=" + hostsAndPorts(uris)),
                    ConnectionModesTests::awaitCache);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tlsWithUserOfTheAcl(Client client) throws Exception {
        try (TlsRedisServer server = TlsRedisServer.start()) {
            server.plain().execute("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all");
            server.plain().execute("ACL", "SETUSER", "default", "-@all", "+acl", "+client|list");
            Config config = new Config()
                    .setUsername("cache")
                    .setPassword("secret")
                    .setSslTrustManagerFactory(Trust.in(server.certificate()));
            config.useSingleServer().setAddress(server.uri().toString());
            List<String> properties = List.of(
                    "spring.data.redis.host=localhost",
                    "spring.data.redis.port=" + server.port(),
                    "spring.data.redis.username=cache",
                    "spring.data.redis.password=secret",
                    "spring.data.redis.client-name=orders",
                    "spring.data.redis.ssl.bundle=redis",
                    "spring.ssl.bundle.pem.redis.truststore.certificate="
                            + server.certificate().toUri());
            run(client, config, properties, context -> {
                awaitCache(context);
                if (client == Client.OURS_BY_PROPERTIES) {
                    assertThat((String) server.plain().execute("CLIENT", "LIST"))
                            .contains("name=orders")
                            .contains("user=cache");
                }
            });
        }
    }

    @Test
    void serverThatNobodyVouchesForIsNotTalkedTo() {
        try (TlsRedisServer server = TlsRedisServer.start()) {
            application
                    .withPropertyValues("spring.data.redis.url=" + server.uri())
                    .run(context -> {
                        AccountRepository repository = context.getBean(AccountRepository.class);
                        repository.find("1");
                        repository.find("1");
                        assertThat(repository.calls()).hasSize(2);
                        await().during(Duration.ofSeconds(1))
                                .until(() ->
                                        !context.getBean(RedisConnection.class).isConnected());
                    });
        }
    }
}
