package io.github.dynamocached.redis;

import java.time.Duration;
import org.redisson.client.NettyHook;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;
import org.redisson.config.SingleServerConfig;

/**
 * The configuration of our own client: where and as whom the application connects, and everything else as the protocol
 * needs it.
 *
 * <p>One event loop and one connection are the fastest for commands that all take the same short time: Redisson gives a
 * connection of a pool below ten back as soon as a command is written, so that all callers write into one pipeline, and
 * one thread reads the answers. Nothing is ever sent twice, because a command that was given up may have been executed.
 * What belongs to the application is not shared: its threads, its listener, its codec and its names.
 */
final class OwnConfig {

    /**
     * The timeout of a client is also that of the handshake of each of its connections, which takes longer than a call
     * may, most of all in a JVM that has just started. Calls are sent with their own.
     */
    private static final Duration LEAST_TIME_FOR_HANDSHAKE = Duration.ofSeconds(2);

    private OwnConfig() {}

    static Config derive(Config application, RedisSettings settings, NettyHook hook) {
        if (!application.isSingleConfig()) {
            throw new IllegalArgumentException("The configuration of Redisson is not that of a single server."
                    + " Clusters, sentinels and replicas are not supported yet: use Config.useSingleServer().");
        }
        Config own = new Config(application);
        own.setNettyThreads(1);
        own.setThreads(1);
        own.setNettyExecutor(null);
        own.setExecutor(null);
        own.setEventLoopGroup(null);
        own.setConnectionListener(null);
        own.setNettyHook(hook);
        own.setCodec(ByteArrayCodec.INSTANCE);
        own.setNameMapper(NameMapper.direct());
        own.setReferenceEnabled(false);
        own.setUseThreadClassLoader(false);
        own.setLazyInitialization(true);
        own.setCheckLockSyncedSlaves(false);
        own.setUseScriptCache(true);
        own.setTcpKeepAlive(application.isTcpKeepAlive());
        own.setTcpKeepAliveCount(application.getTcpKeepAliveCount());
        own.setTcpKeepAliveIdle(application.getTcpKeepAliveIdle());
        own.setTcpKeepAliveInterval(application.getTcpKeepAliveInterval());
        own.setTcpUserTimeout(application.getTcpUserTimeout());
        own.setTcpNoDelay(application.isTcpNoDelay());
        tune(own.useSingleServer(), settings);
        return own;
    }

    @SuppressWarnings("deprecation") // the application may still have set its names there
    private static void tune(SingleServerConfig server, RedisSettings settings) {
        server.setTimeout((int) Math.max(settings.timeout().toMillis(), LEAST_TIME_FOR_HANDSHAKE.toMillis()));
        server.setRetryAttempts(0);
        if (!server.getNameMapper().getClass().equals(NameMapper.direct().getClass())) {
            server.setNameMapper(NameMapper.direct());
        }
        server.setConnectionPoolSize(1);
        server.setConnectionMinimumIdleSize(1);
        server.setSubscriptionConnectionPoolSize(1);
        server.setSubscriptionConnectionMinimumIdleSize(0);
    }
}
