package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.awaitDone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.servers.RedisCluster;
import io.github.dynamocached.servers.RedisReplication;
import io.github.dynamocached.servers.RedisSentinels;
import io.github.dynamocached.store.FillResult;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import org.redisson.config.Config;

/** The configurations of applications on more than one server. */
final class Modes {

    private Modes() {}

    static Config of(RedisCluster cluster) {
        Config config = new Config();
        config.useClusterServers()
                .addNodeAddress(texts(cluster.uris()))
                .setScanInterval(500)
                .setConnectTimeout(2_000)
                .setPingConnectionInterval(0);
        return config;
    }

    static Config of(RedisSentinels sentinels) {
        Config config = new Config();
        config.useSentinelServers()
                .setMasterName(RedisSentinels.MASTER)
                .addSentinelAddress(texts(sentinels.uris()))
                .setConnectTimeout(2_000);
        return config;
    }

    /** Master and replica, of which the client finds out which is which. */
    static Config of(RedisReplication replication) {
        Config config = new Config();
        config.useReplicatedServers()
                .addNodeAddress(
                        replication.replica().uri().toString(),
                        replication.master().uri().toString())
                .setPingConnectionInterval(0);
        return config;
    }

    /** Master and replica, told apart by the configuration. */
    static Config fixed(RedisReplication replication) {
        Config config = new Config();
        config.useMasterSlaveServers()
                .setMasterAddress(replication.master().uri().toString())
                .addSlaveAddress(replication.replica().uri().toString())
                .setPingConnectionInterval(0);
        return config;
    }

    private static String[] texts(Collection<URI> uris) {
        return uris.stream().map(URI::toString).toArray(String[]::new);
    }

    /** Waits until values of some keys can be stored, read and evicted. */
    static void awaitService(RedisConnection connection) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            for (int i = 0; i < 10; i++) {
                RedisOperations operations = new RedisOperations(connection);
                assertThat(operations.put()).isEqualTo(FillResult.STORED);
                assertThat(Stages.await(operations.read()).freshness()).isEqualTo(Freshness.FRESH);
                awaitDone(operations.evict());
                assertThat(Stages.await(operations.read()).freshness()).isEqualTo(Freshness.NONE);
            }
        });
    }
}
