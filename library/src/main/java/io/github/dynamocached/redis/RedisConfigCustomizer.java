package io.github.dynamocached.redis;

import org.redisson.config.Config;

/**
 * Changes the configuration of the library's own Redis client before it connects.
 *
 * <p>What the promises of the library rest on is set again afterwards: reads from primaries only, no command sent twice,
 * the codec, names that are not mapped, connecting in the background. Everything else can be changed: pools, threads,
 * TLS, the client name, the interval of cluster scans, a hook for Netty.
 *
 * <p>With {@code dynamocached.redis.share-client} there is no configuration of our own, and nothing is called.
 *
 * <pre>{@code
 * @Bean
 * RedisConfigCustomizer namedClient() {
 *     return config -> config.useSingleServer().setClientName("orders-cache");
 * }
 * }</pre>
 */
@FunctionalInterface
public interface RedisConfigCustomizer {

    /**
     * Changes a configuration. Called once, by the thread that makes the connection; what it throws stops that.
     *
     * @param config the configuration, already derived from that of the application
     */
    void customize(Config config);
}
