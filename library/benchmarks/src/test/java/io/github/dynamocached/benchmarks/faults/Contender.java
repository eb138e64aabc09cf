package io.github.dynamocached.benchmarks.faults;

import io.github.dynamocached.autoconfigure.DynamoCachedAutoConfiguration;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.spring.cache.RedissonSpringCacheManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.cache.RedisCacheManager;

/**
 * A cache with its defaults in an application of its own. The only settings are the address of Redis and
 * {@code spring.cache.type}, because Redisson's cache is on the class path too.
 */
enum Contender {
    DYNAMO_CACHED("`@DynamoCached`", OnDynamoCached.class, List.of()),
    REDISSON("`@Cacheable`", OnRedisson.class, List.of(Redisson.class, RedissonSpringCacheManager.class)),
    SPRING_DATA("`@Cacheable`", OnSpringData.class, List.of(RedisCacheManager.class, RedisClient.class));

    private final String annotation;
    private final Class<?> application;
    private final List<Class<?>> parts;

    Contender(String annotation, Class<?> application, List<Class<?>> parts) {
        this.annotation = annotation;
        this.application = application;
        this.parts = parts;
    }

    /** The name of the cache, with the versions on the class path. */
    String title() {
        return Stream.concat(Stream.of(annotation), parts.stream().map(Contender::jarOf))
                .collect(Collectors.joining(", "));
    }

    private static String jarOf(Class<?> type) {
        String jar = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
        return jar.replace(".jar", "");
    }

    /**
     * Starts one node.
     *
     * @throws RuntimeException if it does not start
     */
    ConfigurableApplicationContext start(URI redis, ItemTable table) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.data.redis.url=" + redis,
                        "spring.cache.type=redis",
                        "spring.main.banner-mode=off",
                        "logging.level.root=off")
                .initializers((GenericApplicationContext context) ->
                        context.registerBean(ItemTable.class, () -> table, bean -> bean.setDestroyMethodName("")))
                .run();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataRedisAutoConfiguration.class,
        AopAutoConfiguration.class,
        DynamoCachedAutoConfiguration.class
    })
    @Import(DynamoCachedItems.class)
    static class OnDynamoCached {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableCaching
    @Import(CacheableItems.class)
    static class OnRedisson {

        @Bean(destroyMethod = "shutdown")
        RedissonClient redisson(@Value("${spring.data.redis.url}") String url) {
            Config config = new Config();
            config.useSingleServer().setAddress(url);
            return Redisson.create(config);
        }

        @Bean
        CacheManager cacheManager(RedissonClient redisson) {
            return new RedissonSpringCacheManager(redisson);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableCaching
    @ImportAutoConfiguration({DataRedisAutoConfiguration.class, CacheAutoConfiguration.class})
    @Import(CacheableItems.class)
    static class OnSpringData {}
}
