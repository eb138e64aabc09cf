package io.github.dynamocached.redis;

import java.util.List;
import java.util.function.UnaryOperator;
import org.redisson.client.NettyHook;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;

/**
 * The configuration of our own client: where and as whom the application connects, and everything else as the protocol
 * needs it.
 *
 * <p>One event loop and one connection for each primary are the fastest for commands that all take the same short time:
 * Redisson gives a connection of a pool below ten back as soon as a command is written, so that all callers write into
 * one pipeline, and one thread reads the answers. Nothing is ever sent twice, because a command that was given up may have
 * been executed. What belongs to the application is not shared: its threads, its listener, its codec and its names.
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
