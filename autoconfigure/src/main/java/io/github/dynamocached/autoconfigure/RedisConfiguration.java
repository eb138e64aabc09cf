package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The connection to Redis and its ports. The connection is lazy: an application with its own store and lock never connects.
 *
 * <p>The address of Redis is looked up when the connection is created. A condition would be too early: it would not see a client
 * that a later auto-configuration defines.
 */
final class RedisConfiguration {

    private static final String UNKNOWN =
            "spring.data.redis: there is no Redis to connect to, because there is no DataRedisConnectionDetails bean and no"
                    + " RedissonClient bean. Set spring.data.redis.url and do not exclude DataRedisAutoConfiguration, or define"
                    + " a RedissonClient bean. To run without Redis, set dynamocached.store to in-memory or none.";

    private RedisConfiguration() {}

    /** The Redis of Boot's connection details. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataRedisConnectionDetails.class)
    static class OfConnectionDetails {

        @Bean
        BootRedis dynamoCachedBootRedis(ConfigurableListableBeanFactory beans, Environment environment) {
            return new BootRedis(beans, environment);
        }
    }

    /** The connection and the ports of the caches. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnStore.Redis.class)
    static class Ports {

        /**
         * Null, and so no bean, if the cache is disabled and no bean has the address of Redis, and if Redis cannot be used as it
         * is configured. Then the end of the startup shows why, together with all other problems.
         */
        @Bean
        @Lazy
        @ConditionalOnMissingBean
        @Nullable
        RedisConnection dynamoCachedRedisConnection(
                ConfigurableListableBeanFactory beans,
                ObjectProvider<BootRedis> boot,
                ObjectProvider<RedisConfigCustomizer> customizers,
                DynamoCachedProperties properties,
                ConfiguredSettings settings,
                PropertyProblems problems) {
            RedisLookup lookup = new RedisLookup(
                    settings.redis(), customizers.orderedStream().toList());
            try {
                RedisConnection found = lookup.find(
                        RedisLookup.clientOf(beans),
                        boot.getIfAvailable(),
                        properties.redis().shareClient());
                if (found == null && properties.enabled()) {
                    throw new MisuseException(UNKNOWN);
                }
                return found;
            } catch (MisuseException refused) {
                problems.add(refused);
                return null;
            }
        }

        @Bean
        @ConditionalOnMissingBean
        EntryStore dynamoCachedEntryStore(ObjectProvider<RedisConnection> connection) {
            RedisConnection known = connection.getIfAvailable();
            return known == null ? new NoEntryStore() : new RedisEntryStore(known);
        }

        @Bean
        @ConditionalOnMissingBean
        LoadLock dynamoCachedLoadLock(ObjectProvider<RedisConnection> connection) {
            RedisConnection known = connection.getIfAvailable();
            return known == null ? new NoLoadLock() : new RedisLoadLock(known);
        }
    }
}
