package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.deferred.AsyncExecutor;
import io.github.dynamocached.springcache.CacheInterceptorReplacement;
import io.github.dynamocached.springcache.SpringCaches;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.ValueCodecs;
import java.util.ArrayList;
import java.util.List;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Role;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * Spring's cache abstraction on the caches of DynamoCached, with {@code dynamocached.spring-cache.enabled=true}. The
 * application itself has {@code @EnableCaching}. A {@code CacheManager} bean of its own takes precedence, and may use the bean
 * of this class.
 */
@AutoConfiguration(beforeName = DynamoCachedSpringCacheAutoConfiguration.CACHE_OF_BOOT)
@ConditionalOnClass({RedissonClient.class, TableSchema.class})
@ConditionalOnProperty("dynamocached.spring-cache.enabled")
@EnableConfigurationProperties(DynamoCachedProperties.class)
public final class DynamoCachedSpringCacheAutoConfiguration {

    static final String CACHE_OF_BOOT = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration";

    /** Created by Spring. */
    DynamoCachedSpringCacheAutoConfiguration() {}

    @Bean
    @Fallback
    @ConditionalOnMissingBean
    SpringCaches dynamoCachedCacheManager(
            ReadThroughCaches caches,
            ValueCodecs codecs,
            EntityKeys entities,
            ObjectProvider<KeyConverter<?>> converters,
            AsyncExecutor executor,
            DynamoCachedProperties properties) {
        List<KeyConverter<?>> all = new ArrayList<>();
        converters.orderedStream().forEach(all::add);
        return new SpringCaches(
                caches, codecs, entities, all, properties.springCache().types(), executor, properties.readsCaches());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CacheInterceptorReplacement dynamoCachedCacheInterceptorReplacement(BeanFactory beanFactory) {
        return new CacheInterceptorReplacement(beanFactory);
    }
}
