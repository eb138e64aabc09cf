package io.github.dynamocached.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.stream.Stream;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.MasterSlaveServersConfig;
import org.redisson.config.NameMapper;
import org.redisson.config.ReadMode;
import org.redisson.config.ReplicatedServersConfig;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SubscriptionMode;

/** The part of a configuration that says how servers are found: a single one, a cluster, sentinels, replicas. */
final class ServerMode {

    /**
     * The timeout of a client is also that of the handshake of each of its connections, which takes longer than a call
     * may, most of all in a JVM that has just started. Calls are sent with their own.
     */
    private static final Duration LEAST_TIME_FOR_HANDSHAKE = Duration.ofSeconds(2);

    private final BaseConfig<?> servers;

    private ServerMode(BaseConfig<?> servers) {
        this.servers = servers;
    }

    /**
     * The mode of a configuration.
     *
     * @throws IllegalArgumentException if the configuration has none
     */
    static ServerMode of(Config config) {
        if (config.isSingleConfig()) {
            return new ServerMode(config.useSingleServer());
        }
        if (config.isClusterConfig()) {
            // While a primary is away its slots have none, and the others serve theirs all the same.
            return new ServerMode(config.useClusterServers().setCheckSlotsCoverage(false));
        }
        if (config.isSentinelConfig()) {
            // One of them is enough to find the master: a service of Kubernetes is one address too.
            return new ServerMode(config.useSentinelServers().setCheckSentinelsList(false));
        }
        return new ServerMode(withReplicas(config));
    }

    /** Redisson does not tell which of the two modes it is, but refuses the other one. */
    private static BaseConfig<?> withReplicas(Config config) {
        boolean isNone;
        try {
            isNone = config.useReplicatedServers().getNodeAddresses().isEmpty();
        } catch (IllegalStateException isStatic) {
            return config.useMasterSlaveServers();
        }
        if (isNone) {
            throw new IllegalArgumentException("The configuration of Redisson names no server. Call one of its methods"
                    + " useSingleServer, useClusterServers, useSentinelServers, useMasterSlaveServers or"
                    + " useReplicatedServers and give the addresses.");
        }
        return config.useReplicatedServers();
    }

    /** Those that the configuration names. */
    Collection<String> addresses() {
        if (servers instanceof SingleServerConfig single) {
            return Collections.singletonList(single.getAddress());
        }
        if (servers instanceof ClusterServersConfig cluster) {
            return cluster.getNodeAddresses();
        }
        if (servers instanceof SentinelServersConfig sentinels) {
            return sentinels.getSentinelAddresses();
        }
        if (servers instanceof ReplicatedServersConfig replicated) {
            return replicated.getNodeAddresses();
        }
        MasterSlaveServersConfig fixed = (MasterSlaveServersConfig) servers;
        return Stream.concat(Stream.of(fixed.getMasterAddress()), fixed.getSlaveAddresses().stream())
                .toList();
    }

    /** What is best where a customizer says nothing else: one connection for each primary, none for replicas. */
    void prefer() {
        if (servers instanceof SingleServerConfig single) {
            single.setConnectionMinimumIdleSize(1)
                    .setConnectionPoolSize(1)
                    .setSubscriptionConnectionMinimumIdleSize(0)
                    .setSubscriptionConnectionPoolSize(1);
        } else if (servers instanceof BaseMasterSlaveServersConfig<?> several) {
            several.setMasterConnectionMinimumIdleSize(1);
            several.setMasterConnectionPoolSize(1);
            several.setSlaveConnectionMinimumIdleSize(0);
            several.setSlaveConnectionPoolSize(1);
            several.setSubscriptionConnectionMinimumIdleSize(0);
            several.setSubscriptionConnectionPoolSize(1);
        }
    }

    /** Whether the configuration tells of replicas, or how they are found. */
    boolean knowsReplicas() {
        return servers instanceof BaseMasterSlaveServersConfig<?>;
    }

    /** Finds the replicas too. Connections to them are opened apart from Redisson's pools. */
    void findReplicas() {
        if (servers instanceof BaseMasterSlaveServersConfig<?> several) {
            several.setReadMode(ReadMode.SLAVE);
            several.setMasterConnectionMinimumIdleSize(0);
        }
    }

    /** What has to be so. */
    @SuppressWarnings("deprecation") // the application may still have set its names there
    void require(RedisSettings settings) {
        servers.setTimeout((int) Math.max(settings.timeout().toMillis(), LEAST_TIME_FOR_HANDSHAKE.toMillis()));
        servers.setRetryAttempts(0);
        if (!servers.getNameMapper().getClass().equals(NameMapper.direct().getClass())) {
            servers.setNameMapper(NameMapper.direct());
        }
        if (servers instanceof BaseMasterSlaveServersConfig<?> several) {
            several.setReadMode(ReadMode.MASTER);
            several.setSubscriptionMode(SubscriptionMode.MASTER);
        }
    }
}
