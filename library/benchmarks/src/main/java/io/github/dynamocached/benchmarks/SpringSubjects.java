package io.github.dynamocached.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.spring.cache.CacheConfig;
import org.redisson.spring.cache.RedissonSpringCacheManager;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** Spring's cache abstraction on its two common Redis caches. */
final class SpringSubjects {

    private static final Duration TTL = Duration.ofHours(1);

    private SpringSubjects() {}

    static Subject lettuceHit() throws Throwable {
        return hit(OverLettuce.class);
    }

    static Subject redissonHit() throws Throwable {
        return hit(OverRedisson.class);
    }

    private static Subject hit(Class<?> configuration) throws Throwable {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext(configuration);
        CacheableProducts products = application.getBean(CacheableProducts.class);
        return Subject.hits(application, Product.of(OurSubjects.ID), () -> products.entity(OurSubjects.ID));
    }

    static Subject lettuceMiss() throws Throwable {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext(OverLettuce.class);
        CacheableProducts products = application.getBean(CacheableProducts.class);
        String prefix = System.nanoTime() + "-";
        AtomicLong calls = new AtomicLong();
        long loads = Loads.count();
        Runnable check = () -> {
            if (Loads.count() - loads != calls.get()) {
                throw new IllegalStateException("Some calls were hits.");
            }
        };
        return Subject.of(application, check, () -> products.written(prefix + calls.incrementAndGet()));
    }

    static Subject lettuceEviction() throws Throwable {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext(OverLettuce.class);
        CacheableProducts products = application.getBean(CacheableProducts.class);
        AtomicLong calls = new AtomicLong();
        return Subject.of(application, () -> {}, () -> {
            products.write("product-" + calls.incrementAndGet() % 1_000);
            return null;
        });
    }

    /** The methods with the annotations of Spring. */
    static class CacheableProducts {

        @Cacheable("entities")
        public @Nullable Product entity(String id) {
            return Loads.load(id);
        }

        @Cacheable("written")
        public @Nullable Product written(String id) {
            return Loads.load(id);
        }

        @CacheEvict("written")
        public void write(String id) {}
    }

    /**
     * Spring Data Redis with a serializer of JSON for the type, its fastest that people can read. Fills and evictions wait for
     * Redis, as those of DynamoCached do. By default they do not, and callers in a loop fill the memory with commands.
     */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class OverLettuce {

        @Bean
        CacheableProducts products() {
            return new CacheableProducts();
        }

        @Bean
        LettuceConnectionFactory lettuce() {
            return new LettuceConnectionFactory("127.0.0.1", BenchmarkRedis.port());
        }

        @Bean
        CacheManager cacheManager(LettuceConnectionFactory lettuce) {
            RedisCacheConfiguration json = RedisCacheConfiguration.defaultCacheConfig()
                    .entryTtl(TTL)
                    .prefixCacheNameWith("spring-lettuce:")
                    .serializeValuesWith(
                            SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Product.class)));
            return RedisCacheManager.builder(
                            RedisCacheWriter.create(lettuce, RedisCacheWriterConfigurer::immediateWrites))
                    .cacheDefaults(json)
                    .withCacheConfiguration("written", json.entryTtl(Duration.ofSeconds(10)))
                    .build();
        }
    }

    /** Redisson's cache manager, and a client with Redisson's defaults. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class OverRedisson {

        @Bean
        CacheableProducts products() {
            return new CacheableProducts();
        }

        @Bean(destroyMethod = "shutdown")
        RedissonClient redisson() {
            Config config = new Config();
            config.useSingleServer().setAddress(BenchmarkRedis.address());
            return Redisson.create(config);
        }

        @Bean
        CacheManager cacheManager(RedissonClient redisson) {
            CacheConfig config = new CacheConfig(TTL.toMillis(), 0);
            return new RedissonSpringCacheManager(redisson, Map.of("entities", config, "written", config));
        }
    }
}
