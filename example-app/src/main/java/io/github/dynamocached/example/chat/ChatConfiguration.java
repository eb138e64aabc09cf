package io.github.dynamocached.example.chat;

import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.SingleServerConfig;
import org.redisson.spring.starter.RedissonAutoConfigurationCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The chat's own client of Redis, which Redisson's starter makes. The library takes its address from it, and opens a
 * connection of its own, with timeouts of its own. So neither waits for the other.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChatSettings.class)
class ChatConfiguration {

    private static final int TIMEOUT_MILLIS = 500;
    private static final int THREADS = 4;

    /**
     * The chat starts without Redis, and does not wait long for an answer. A command is not repeated: it may have been
     * executed, and a message would count twice.
     */
    @Bean
    RedissonAutoConfigurationCustomizer chatClient() {
        return config -> {
            config.setLazyInitialization(true);
            config.setThreads(THREADS);
            config.setNettyThreads(THREADS);
            BaseConfig<?> servers = serversOf(config);
            servers.setTimeout(TIMEOUT_MILLIS);
            servers.setRetryAttempts(0);
        };
    }

    private static BaseConfig<?> serversOf(Config config) {
        if (config.isClusterConfig()) {
            return config.useClusterServers();
        }
        if (config.isSentinelConfig()) {
            return config.useSentinelServers();
        }
        SingleServerConfig single = config.useSingleServer();
        return single.setConnectionMinimumIdleSize(1);
    }
}
