package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.redisson.client.DefaultNettyHook;
import org.redisson.client.NettyHook;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;
import org.redisson.config.SingleServerConfig;

class OwnConfigTests {

    private static final RedisSettings SETTINGS =
            new RedisSettings("app", Duration.ofMillis(150), Duration.ofSeconds(1));

    private final NettyHook hook = new DefaultNettyHook();

    @Test
    void addressAndCredentialsAreThoseOfTheApplication() {
        Config application = new Config().setUsername("user").setPassword("password");
        application.useSingleServer().setAddress("redis://127.0.0.1:7000").setDatabase(3);

        Config own = OwnConfig.derive(application, SETTINGS, hook);

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

            Config own = OwnConfig.derive(application, SETTINGS, hook);

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

        Config own = OwnConfig.derive(application, SETTINGS, hook);

        assertThat(own.useSingleServer().getNameMapper().map("key")).isEqualTo("key");
    }

    @Test
    void configurationOfApplicationIsNotChanged() {
        Config application = new Config().setNettyThreads(64);
        application.useSingleServer().setAddress("redis://127.0.0.1:7000").setTimeout(3000);

        Config own = OwnConfig.derive(application, SETTINGS, hook);

        assertThat(own).isNotSameAs(application);
        assertThat(application.getNettyThreads()).isEqualTo(64);
        assertThat(application.useSingleServer().getTimeout()).isEqualTo(3000);
    }

    @Test
    void clusterIsRefused() {
        Config application = new Config();
        application.useClusterServers().addNodeAddress("redis://127.0.0.1:7000");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OwnConfig.derive(application, SETTINGS, hook))
                .withMessage("The configuration of Redisson is not that of a single server."
                        + " Clusters, sentinels and replicas are not supported yet: use Config.useSingleServer().");
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
