package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisOrigin;
import io.github.dynamocached.redis.RedisSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.NamedBeanHolder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Finds the Redis to connect to among the beans of the application. Its client comes before Boot's connection details.
 *
 * @param settings settings of the connection
 * @param customizers customizers of the library's client
 */
record RedisLookup(RedisSettings settings, List<RedisConfigCustomizer> customizers) {

    /**
     * The client of the application with its bean name, null if there is none.
     *
     * @throws IllegalStateException if there are several and none is primary
     */
    static @Nullable NamedBeanHolder<RedissonClient> clientOf(AutowireCapableBeanFactory beans) {
        try {
            return beans.resolveNamedBean(RedissonClient.class);
        } catch (NoUniqueBeanDefinitionException several) {
            throw new IllegalStateException("There are several RedissonClient beans and none is primary."
                    + " Mark one of them as @Primary, or define a RedisConnection bean.");
        } catch (NoSuchBeanDefinitionException none) {
            return null;
        }
    }

    /** The connection, null if no bean has the address of Redis. */
    @Nullable
    RedisConnection find(@Nullable NamedBeanHolder<RedissonClient> client, @Nullable BootRedis boot, boolean share) {
        if (client != null) {
            RedissonClient redisson = client.getBeanInstance();
            RedisOrigin origin = RedisOrigin.ofConfig("the RedissonClient bean '" + client.getBeanName() + "'");
            return share
                    ? RedisConnection.sharing(redisson, settings, origin)
                    : RedisConnection.to(redisson.getConfig(), settings, customizers, origin);
        }
        if (share) {
            throw new InvalidConfigurationPropertyValueException(
                    "dynamocached.redis.share-client",
                    true,
                    "There is no RedissonClient bean to share. Define one, or remove the property.");
        }
        return boot == null ? null : boot.connect(settings, customizers);
    }
}
