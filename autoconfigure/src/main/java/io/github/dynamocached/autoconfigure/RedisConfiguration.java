package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.EntryStore;
import io.github.dynamocached.cache.LoadLock;
import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The connection to Redis and the ports on it. The connection is lazy: an application with a store and a lock of its own
 * never connects.
 */
final class RedisConfiguration {

    private RedisConfiguration() {}

    /** Where a client of the application connects. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(RedissonClient.class)
    static class OfRedissonClient {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        RedisConnection dynamoCachedRedisConnection(
                ObjectProvider<RedissonClient> clients,
                ObjectProvider<RedisConfigCustomizer> customizers,
                DynamoCachedProperties properties,
                ConfiguredSettings settings) {
            RedissonClient client = clients.getIfUnique();
            if (client == null) {
                throw new IllegalStateException(
                        "There are several RedissonClient beans, so where to cache is not clear."
                                + " Mark one of them as @Primary, or define a RedisConnection bean.");
            }
            return properties.getRedis().isShareClient()
                    ? RedisConnection.sharing(client, settings.redis())
                    : RedisConnection.to(
                            client.getConfig(),
                            settings.redis(),
                            customizers.orderedStream().toList());
        }
    }

    /** Where Boot says that Redis is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataRedisConnectionDetails.class)
    static class OfConnectionDetails {

        @Bean
        @Lazy
        @ConditionalOnMissingBean
        @ConditionalOnBean(DataRedisConnectionDetails.class)
        RedisConnection dynamoCachedRedisConnection(
                DataRedisConnectionDetails details,
                Environment environment,
                ObjectProvider<RedisConfigCustomizer> customizers,
                DynamoCachedProperties properties,
                ConfiguredSettings settings) {
            if (properties.getRedis().isShareClient()) {
                throw new InvalidConfigurationPropertyValueException(
                        "dynamocached.redis.share-client",
                        true,
                        "There is no RedissonClient bean to share. Define one.");
            }
            return RedisConnection.to(
                    ConnectionConfig.of(details, environment),
                    settings.redis(),
                    customizers.orderedStream().toList());
        }
    }

    /** The ports of the caches. */
    @Configuration(proxyBeanMethods = false)
    static class Ports {

        @Bean
        @ConditionalOnMissingBean
        EntryStore dynamoCachedEntryStore(RedisConnection connection) {
            return new RedisEntryStore(connection);
        }

        @Bean
        @ConditionalOnMissingBean
        LoadLock dynamoCachedLoadLock(RedisConnection connection) {
            return new RedisLoadLock(connection);
        }
    }
}
