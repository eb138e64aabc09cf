package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.redis.RedisConfigCustomizer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.NamedBeanHolder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Connects to the Redis of Boot's connection details. It is a bean because the class of the details may be missing.
 *
 * @param beans the source of the details
 * @param environment of the application
 */
record BootRedis(AutowireCapableBeanFactory beans, Environment environment) {

    /**
     * A connection to the Redis of the details, null if there are none.
     *
     * @throws MisuseException if the details cannot be used
     */
    @Nullable
    RedisConnection connect(RedisSettings settings, List<RedisConfigCustomizer> customizers) {
        NamedBeanHolder<DataRedisConnectionDetails> found = details();
        if (found == null) {
            return null;
        }
        DataRedisConnectionDetails details = found.getBeanInstance();
        return RedisConnection.to(
                ConnectionConfig.of(details, environment),
                settings,
                customizers,
                new BootOrigin(environment).of(details, found.getBeanName()));
    }

    private @Nullable NamedBeanHolder<DataRedisConnectionDetails> details() {
        try {
            return beans.resolveNamedBean(DataRedisConnectionDetails.class);
        } catch (NoUniqueBeanDefinitionException several) {
            throw new MisuseException(RedisLookup.severalBeans("DataRedisConnectionDetails", several));
        } catch (NoSuchBeanDefinitionException none) {
            return null;
        }
    }
}
