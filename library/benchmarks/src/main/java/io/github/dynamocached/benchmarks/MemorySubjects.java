package io.github.dynamocached.benchmarks;

import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Hits in the memory of a node without DynamoCached: Caffeine asked by hand, and the annotations of others over it. */
final class MemorySubjects {

    private static final int MOST_KEYS = 10_000;
    private static final Duration TTL = Duration.ofHours(1);
    private static final String ID = HitBenchmark.ID;

    private MemorySubjects() {}

    /** With a bound alone. The key is the text that is given. */
    static Subject caffeine() throws Throwable {
        return caffeine(Caffeine.newBuilder().maximumSize(MOST_KEYS));
    }

    /** With a bound and a time to live, which needs a look at the clock. */
    static Subject caffeineWithTtl() throws Throwable {
        return caffeine(boundedWithTtl());
    }

    private static Subject caffeine(Caffeine<Object, Object> builder) throws Throwable {
        Cache<String, ProductView> cache = builder.build();
        cache.put(ID, expected());
        return Subject.hits(cache::invalidateAll, expected(), () -> cache.getIfPresent(ID));
    }

    /** As many write it by hand: with counts, and with a key of the name of the cache and the argument. */
    static Subject counted() throws Throwable {
        ViewsByHand views = new ViewsByHand();
        return Subject.hits(() -> {}, expected(), () -> views.view(ID));
    }

    /** The same in a bean with a proxy, such as each bean with a transactional method has. */
    static Subject byHandBehindProxy() throws Throwable {
        MethodInterceptor goingOn = invocation -> invocation.proceed();
        ViewsByHand views = proxy(new ViewsByHand(), goingOn);
        return Subject.hits(() -> {}, expected(), () -> views.view(ID));
    }

    /** The least that an annotation could do: the proxy asks Caffeine, and does not call the method. */
    static Subject byHandInProxy() throws Throwable {
        ViewsByHand byHand = new ViewsByHand();
        MethodInterceptor asking = invocation -> byHand.view((String) invocation.getArguments()[0]);
        ViewsByHand views = proxy(new ViewsByHand(), asking);
        return Subject.hits(() -> {}, expected(), () -> views.view(ID));
    }

    private static ViewsByHand proxy(ViewsByHand target, MethodInterceptor interceptor) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.setProxyTargetClass(true);
        factory.addAdvice(interceptor);
        return (ViewsByHand) factory.getProxy();
    }

    /** {@code @Cacheable} of Spring over Caffeine. */
    static Subject cacheable() throws Throwable {
        AnnotationConfigApplicationContext application =
                new AnnotationConfigApplicationContext(SpringOverCaffeine.class);
        CacheableViews views = application.getBean(CacheableViews.class);
        return Subject.hits(application, expected(), () -> views.view(ID));
    }

    /** {@code @Cached} of JetCache over Caffeine. */
    static Subject jetCache() throws Throwable {
        AnnotationConfigApplicationContext application =
                new AnnotationConfigApplicationContext(JetCacheOverCaffeine.class);
        CachedViews views = application.getBean(CachedViews.class);
        return Subject.hits(application, expected(), () -> views.view(ID));
    }

    private static Caffeine<Object, Object> boundedWithTtl() {
        return Caffeine.newBuilder().maximumSize(MOST_KEYS).expireAfterWrite(TTL);
    }

    /** What every hit returns. */
    static ProductView expected() {
        return ProductView.of(Product.of(ID));
    }

    /** A method that asks Caffeine before it loads. */
    static class ViewsByHand {

        private final Cache<Key, ProductView> cache =
                boundedWithTtl().recordStats().build();

        public ProductView view(String id) {
            return cache.get(new Key("views", id), key -> ProductView.of(Loads.load(key.id())));
        }

        record Key(String cacheName, String id) {}
    }

    /** The method with the annotation of Spring. */
    static class CacheableViews {

        @Cacheable("views")
        public ProductView view(String id) {
            return ProductView.of(Loads.load(id));
        }
    }

    /** Spring's cache abstraction over Caffeine. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class SpringOverCaffeine {

        @Bean
        CacheableViews views() {
            return new CacheableViews();
        }

        @Bean
        CacheManager cacheManager() {
            CaffeineCacheManager manager = new CaffeineCacheManager("views");
            manager.setCaffeine(boundedWithTtl());
            return manager;
        }
    }

    /** The method with the annotation of JetCache. */
    static class CachedViews {

        @Cached(area = "default", name = "views:", cacheType = CacheType.LOCAL, expire = 3_600)
        public @Nullable ProductView view(String id) {
            return ProductView.of(Loads.load(id));
        }
    }

    /** JetCache over Caffeine. */
    @Configuration(proxyBeanMethods = false)
    @EnableMethodCache(basePackages = "io.github.dynamocached.benchmarks")
    @Import(JetCacheBaseBeans.class)
    static class JetCacheOverCaffeine {

        @Bean
        CachedViews views() {
            return new CachedViews();
        }

        @Bean
        GlobalCacheConfig cacheConfig() {
            GlobalCacheConfig config = new GlobalCacheConfig();
            config.setLocalCacheBuilders(Map.of(
                    "default",
                    CaffeineCacheBuilder.createCaffeineCacheBuilder()
                            .limit(MOST_KEYS)
                            .keyConvertor(Fastjson2KeyConvertor.INSTANCE)));
            config.setRemoteCacheBuilders(Map.of());
            return config;
        }
    }
}
