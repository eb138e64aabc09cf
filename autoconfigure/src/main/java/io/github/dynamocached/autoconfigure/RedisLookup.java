package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisOrigin;
import io.github.dynamocached.redis.RedisSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.NamedBeanHolder;

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
     * @throws MisuseException if there are several and none is primary
     */
    static @Nullable NamedBeanHolder<RedissonClient> clientOf(AutowireCapableBeanFactory beans) {
        try {
            return beans.resolveNamedBean(RedissonClient.class);
        } catch (NoUniqueBeanDefinitionException several) {
            throw new MisuseException(severalBeans("RedissonClient", several));
        } catch (NoSuchBeanDefinitionException none) {
            return null;
        }
    }

    /** The problem of several beans of a type. */
    static String severalBeans(String type, NoUniqueBeanDefinitionException several) {
        String names = several.getBeanNamesFound() == null
                ? ""
                : several.getBeanNamesFound().stream().sorted().collect(Collectors.joining("', '", " ('", "')"));
        return "the " + type + " beans: there are several" + names
                + " and none is primary. Mark one of them as @Primary," + " or define a RedisConnection bean.";
    }

    /**
     * The connection, null if no bean has the address of Redis.
     *
     * @throws MisuseException if the configuration of Redis cannot be used
     */
    @Nullable
    RedisConnection find(@Nullable NamedBeanHolder<RedissonClient> client, @Nullable BootRedis boot, boolean share) {
        if (client != null) {
            return ofClient(client.getBeanInstance(), "the RedissonClient bean '" + client.getBeanName() + "'", share);
        }
        if (share) {
            throw new MisuseException(
                    "dynamocached.redis.share-client: there is no RedissonClient bean to share. Define one, or remove the"
                            + " property.");
        }
        return boot == null ? null : boot.connect(settings, customizers);
    }

    private RedisConnection ofClient(RedissonClient redisson, String name, boolean share) {
        RedisOrigin origin = RedisOrigin.ofConfig(name);
        try {
            return share
                    ? RedisConnection.sharing(redisson, settings, origin)
                    : RedisConnection.to(redisson.getConfig(), settings, customizers, origin);
        } catch (IllegalArgumentException refused) {
            throw new MisuseException((share ? "dynamocached.redis.share-client" : name) + ": " + refused.getMessage());
        }
    }
}
