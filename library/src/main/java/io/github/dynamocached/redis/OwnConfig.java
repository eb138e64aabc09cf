package io.github.dynamocached.redis;

import java.util.List;
import java.util.function.UnaryOperator;
import org.redisson.client.NettyHook;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;

/**
 * The configuration of our own client. Addresses and credentials are those of the application, everything else is what the
 * protocol needs.
 *
 * <p>One event loop and one connection for each primary are fastest for commands that all take the same short time. In a pool
 * of fewer than ten, Redisson returns a connection as soon as a command is written. So all callers write into one pipeline,
 * and one thread reads the answers. Nothing is sent twice, because an abandoned command may have been executed. Threads,
 * listener, codec and names of the application are not shared.
 */
final class OwnConfig {

    private OwnConfig() {}

    /** Copies the configuration of an application, has it customized, and makes it ours. */
    static Config derive(
            Config application,
            RedisSettings settings,
            List<RedisConfigCustomizer> customizers,
            UnaryOperator<NettyHook> hook) {
        Config own = new Config(application);
        own.setNettyThreads(1);
        own.setThreads(1);
        own.setNettyExecutor(null);
        own.setExecutor(null);
        own.setEventLoopGroup(null);
        own.setConnectionListener(null);
        copyTcp(application, own);
        ServerMode mode = ServerMode.of(own);
        mode.prefer();
        customizers.forEach(customizer -> customizer.customize(own));
        own.setNettyHook(hook.apply(own.getNettyHook()));
        own.setCodec(ByteArrayCodec.INSTANCE);
        own.setNameMapper(NameMapper.direct());
        own.setReferenceEnabled(false);
        own.setUseThreadClassLoader(false);
        own.setLazyInitialization(true);
        own.setCheckLockSyncedSlaves(false);
        own.setUseScriptCache(true);
        mode.require(settings);
        return own;
    }

    /**
     * The same for a client that finds the replicas.
     *
     * @param own the configuration of the other client
     * @param hook makes the watch over connections to replicas from that over others
     */
    static Config ofReplicas(Config own, UnaryOperator<ChannelWatch> hook) {
        Config ofReplicas = new Config(own);
        copyTcp(own, ofReplicas);
        ofReplicas.setNettyHook(hook.apply((ChannelWatch) own.getNettyHook()));
        ServerMode.of(ofReplicas).findReplicas();
        return ofReplicas;
    }

    /** The copy of a configuration lacks these. */
    private static void copyTcp(Config application, Config own) {
        own.setTcpKeepAlive(application.isTcpKeepAlive());
        own.setTcpKeepAliveCount(application.getTcpKeepAliveCount());
        own.setTcpKeepAliveIdle(application.getTcpKeepAliveIdle());
        own.setTcpKeepAliveInterval(application.getTcpKeepAliveInterval());
        own.setTcpUserTimeout(application.getTcpUserTimeout());
        own.setTcpNoDelay(application.isTcpNoDelay());
    }
}
