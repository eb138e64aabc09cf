package io.github.dynamocached.redis;

import org.redisson.config.Config;

/**
 * Customizes the configuration of the library's own Redis client before it connects.
 *
 * <p>You can change pools, threads, TLS, the client name, the interval of cluster scans or the hook for Netty. The library
 * then sets again what its promises need: reads from primaries only, no command sent twice, the codec, no name mapping,
 * connecting in the background.
 *
 * <p>Customizers are not called with {@code dynamocached.redis.share-client}.
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
     * Customizes a configuration. Called once, by the thread that creates the connection, which fails if this method throws.
     *
     * @param config the configuration, already derived from that of the application
     */
    void customize(Config config);
}
