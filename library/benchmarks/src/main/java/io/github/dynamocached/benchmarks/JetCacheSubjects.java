package io.github.dynamocached.benchmarks;

import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.Kryo5ValueDecoder;
import com.alicp.jetcache.support.Kryo5ValueEncoder;
import io.lettuce.core.RedisClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** JetCache with only its remote cache, over Lettuce. */
final class JetCacheSubjects {

    private JetCacheSubjects() {}

    static Subject hit() throws Throwable {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext(OverLettuce.class);
        CachedProducts products = application.getBean(CachedProducts.class);
        return Subject.hits(application, Product.of(OurSubjects.ID), () -> products.entity(OurSubjects.ID));
    }

    /** The method with the annotation of JetCache. */
    static class CachedProducts {

        @Cached(area = "default", name = "entities:", cacheType = CacheType.REMOTE, expire = 3_600)
        public @Nullable Product entity(String id) {
            return Loads.load(id);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMethodCache(basePackages = "io.github.dynamocached.benchmarks")
    @Import(JetCacheBaseBeans.class)
    static class OverLettuce {

        @Bean
        CachedProducts products() {
            return new CachedProducts();
        }

        @Bean(destroyMethod = "shutdown")
        RedisClient lettuce() {
            return RedisClient.create(BenchmarkRedis.address());
        }

        @Bean
        GlobalCacheConfig cacheConfig(RedisClient lettuce) {
            GlobalCacheConfig config = new GlobalCacheConfig();
            config.setLocalCacheBuilders(Map.of());
            config.setRemoteCacheBuilders(Map.of(
                    "default",
                    RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                            .keyConvertor(Fastjson2KeyConvertor.INSTANCE)
                            .valueEncoder(Kryo5ValueEncoder.INSTANCE)
                            .valueDecoder(Kryo5ValueDecoder.INSTANCE)
                            .redisClient(lettuce)
                            .keyPrefix("jetcache:")));
            return config;
        }
    }
}
