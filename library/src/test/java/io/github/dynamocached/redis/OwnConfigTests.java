package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.redisson.client.DefaultNettyHook;
import org.redisson.client.NettyHook;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;
import org.redisson.config.ReadMode;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.SingleServerConfig;

class OwnConfigTests {

    private static final RedisSettings SETTINGS =
            new RedisSettings("app", Duration.ofMillis(150), Duration.ofSeconds(1));

    private final NettyHook hook = new DefaultNettyHook();

    private Config derive(Config application, RedisConfigCustomizer... customizers) {
        return OwnConfig.derive(application, SETTINGS, List.of(customizers), ofApplication -> hook);
    }

    @Test
    void addressAndCredentialsAreThoseOfTheApplication() {
        Config application = new Config().setUsername("user").setPassword("password");
        application.useSingleServer().setAddress("redis://127.0.0.1:7000").setDatabase(3);

        Config own = derive(application);

        assertThat(own.getUsername()).isEqualTo("user");
        assertThat(own.getPassword()).isEqualTo("password");
        assertThat(own.useSingleServer().getAddress()).isEqualTo("redis://127.0.0.1:7000");
        assertThat(own.useSingleServer().getDatabase()).isEqualTo(3);
    }

    @Test
    void everythingElseIsOurOwn() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Config application = new Config()
                    .setCodec(StringCodec.INSTANCE)
                    .setLazyInitialization(false)
                    .setExecutor(executor)
                    .setNettyExecutor(executor)
                    .setNettyThreads(64)
                    .setNameMapper(new Prefixing());
            SingleServerConfig server = application.useSingleServer().setAddress("redis://127.0.0.1:7000");
            server.setTimeout(3000).setConnectionPoolSize(64).setConnectionMinimumIdleSize(24);

            Config own = derive(application);

            assertThat(own.getCodec()).isSameAs(ByteArrayCodec.INSTANCE);
            assertThat(own.isLazyInitialization()).isTrue();
            assertThat(own.getExecutor()).isNull();
            assertThat(own.getNettyExecutor()).isNull();
            assertThat(own.getNettyThreads()).isOne();
            assertThat(own.getNettyHook()).isSameAs(hook);
            assertThat(own.getNameMapper().map("key")).isEqualTo("key");
            assertThat(own.isCheckLockSyncedSlaves()).isFalse();
            assertThat(own.useSingleServer().getTimeout()).isEqualTo(2000);
            assertThat(own.useSingleServer().getRetryAttempts()).isZero();
            assertThat(own.useSingleServer().getConnectionPoolSize()).isOne();
        } finally {
            executor.shutdown();
        }
    }

    @Test
    @SuppressWarnings("deprecation") // names can still be mapped there
    void namesThatApplicationMapsPerServerAreNotMapped() {
        Config application = new Config();
        application.useSingleServer().setAddress("redis://127.0.0.1:7000").setNameMapper(new Prefixing());

        Config own = derive(application);

        assertThat(own.useSingleServer().getNameMapper().map("key")).isEqualTo("key");
    }

    @Test
    void configurationOfApplicationIsNotChanged() {
        Config application = new Config().setNettyThreads(64);
        application.useSingleServer().setAddress("redis://127.0.0.1:7000").setTimeout(3000);

        Config own = derive(application);

        assertThat(own).isNotSameAs(application);
        assertThat(application.getNettyThreads()).isEqualTo(64);
        assertThat(application.useSingleServer().getTimeout()).isEqualTo(3000);
    }

    @Test
    void clusterIsReadAtItsPrimariesAndServesWhatItCovers() {
        Config application = new Config();
        application
                .useClusterServers()
                .addNodeAddress("redis://127.0.0.1:7000", "redis://127.0.0.1:7001")
                .setReadMode(ReadMode.SLAVE)
                .setClientName("orders");

        Config own = derive(application);

        ClusterServersConfig servers = own.useClusterServers();
        assertThat(servers.getNodeAddresses())
                .containsExactlyInAnyOrder("redis://127.0.0.1:7000", "redis://127.0.0.1:7001");
        assertThat(servers.getClientName()).isEqualTo("orders");
        assertThat(servers.isCheckSlotsCoverage()).isFalse();
        assertOurs(servers);
    }

    @Test
    void sentinelsAreAskedForTheirMaster() {
        Config application = new Config();
        application
                .useSentinelServers()
                .setMasterName("main")
                .setSentinelUsername("watcher")
                .setSentinelPassword("secret")
                .setDatabase(2)
                .addSentinelAddress("redis://127.0.0.1:7000");

        SentinelServersConfig servers = derive(application).useSentinelServers();

        assertThat(servers.getMasterName()).isEqualTo("main");
        assertThat(servers.getSentinelUsername()).isEqualTo("watcher");
        assertThat(servers.getSentinelPassword()).isEqualTo("secret");
        assertThat(servers.getDatabase()).isEqualTo(2);
        assertThat(servers.getSentinelAddresses()).containsExactly("redis://127.0.0.1:7000");
        assertOurs(servers);
    }

    @Test
    void replicasThatAreGivenAreNotRead() {
        Config fixed = new Config();
        fixed.useMasterSlaveServers()
                .setMasterAddress("redis://127.0.0.1:7000")
                .addSlaveAddress("redis://127.0.0.1:7001");
        Config found = new Config();
        found.useReplicatedServers().addNodeAddress("redis://127.0.0.1:7000");

        assertThat(derive(fixed).useMasterSlaveServers().getMasterAddress()).isEqualTo("redis://127.0.0.1:7000");
        assertOurs(derive(fixed).useMasterSlaveServers());
        assertThat(derive(found).useReplicatedServers().getNodeAddresses()).containsExactly("redis://127.0.0.1:7000");
        assertOurs(derive(found).useReplicatedServers());
    }

    private static void assertOurs(BaseMasterSlaveServersConfig<?> servers) {
        assertThat(servers.getReadMode()).isEqualTo(ReadMode.MASTER);
        assertThat(servers.isSlaveNotUsed()).isTrue();
        assertThat(servers.getRetryAttempts()).isZero();
        assertThat(servers.getTimeout()).isEqualTo(2000);
        assertThat(servers.getMasterConnectionPoolSize()).isOne();
        assertThat(servers.getSubscriptionConnectionMinimumIdleSize()).isZero();
    }

    @Test
    void configurationWithoutServersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> derive(new Config()))
                .withMessage("The configuration of Redisson names no server. Call one of its methods useSingleServer,"
                        + " useClusterServers, useSentinelServers, useMasterSlaveServers or useReplicatedServers and"
                        + " give the addresses.");
    }

    @Test
    void customizersChangeWhatIsFreeInTheirOrder() {
        Config application = new Config();
        application.useSingleServer().setAddress("redis://127.0.0.1:7000");

        Config own = derive(
                application,
                config -> config.useSingleServer().setConnectionPoolSize(4).setClientName("first"),
                config -> config.useSingleServer().setClientName("second"),
                config -> config.setNettyThreads(2));

        assertThat(own.useSingleServer().getConnectionPoolSize()).isEqualTo(4);
        assertThat(own.useSingleServer().getClientName()).isEqualTo("second");
        assertThat(own.getNettyThreads()).isEqualTo(2);
        assertThat(application.useSingleServer().getClientName()).isNull();
    }

    @Test
    void customizersCannotChangeWhatThePromisesRestOn() {
        Config application = new Config();
        application.useClusterServers().addNodeAddress("redis://127.0.0.1:7000");

        Config own = derive(application, config -> {
            config.setCodec(StringCodec.INSTANCE).setLazyInitialization(false).setCheckLockSyncedSlaves(true);
            config.useClusterServers()
                    .setReadMode(ReadMode.SLAVE)
                    .setRetryAttempts(3)
                    .setTimeout(1);
        });

        assertThat(own.getCodec()).isSameAs(ByteArrayCodec.INSTANCE);
        assertThat(own.isLazyInitialization()).isTrue();
        assertThat(own.isCheckLockSyncedSlaves()).isFalse();
        assertThat(own.getNettyHook()).isSameAs(hook);
        assertOurs(own.useClusterServers());
    }

    private static final class Prefixing implements NameMapper {

        @Override
        public String map(String name) {
            return "application:" + name;
        }

        @Override
        public String unmap(String name) {
            return name.substring("application:".length());
        }
    }
}
