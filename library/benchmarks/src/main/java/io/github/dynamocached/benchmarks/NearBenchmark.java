package io.github.dynamocached.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.ObservedRead;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hits in the memory of the node: of near caches with a real Redis behind them, of Caffeine itself, and of Spring's cache
 * abstraction over Caffeine. All return the same product. It fails if hits of a near cache came from Redis.
 */
public class NearBenchmark extends HitBenchmark {

    private static final int HITS_IN_A_ROW = 1_000;
    private static final long PATIENCE_SECONDS = 30;

    /** A lookup takes about a thousand times as long as a near hit, so these take a fraction of a percent of the time. */
    private static final int MOST_LOOKUPS_A_SECOND = 20;

    /** What is called. */
    public enum Row {
        /** Caffeine with a bound alone. */
        CAFFEINE(lag -> caffeine(bounded())),
        /** Caffeine with a bound and a time to live, which needs a look at the clock. */
        CAFFEINE_TTL(lag -> caffeine(boundedWithTtl())),
        /** {@code @Cacheable} over Caffeine with a bound and a time to live. */
        CACHEABLE(lag -> cacheable()),
        /** {@code @DynamoCached} in a near cache, a record that all callers share. */
        NEAR(lag -> nearView(lag, true)),
        /** The same without meters, which {@code CACHEABLE} does not have either. */
        NEAR_WITHOUT_METERS(lag -> nearView(lag, false)),
        /** {@code @DynamoCached} in a near cache, an entity of eight attributes that is decoded for each caller. */
        NEAR_ENTITY(lag -> nearEntity(lag));

        private final Opening opening;

        Row(Opening opening) {
            this.opening = opening;
        }
    }

    /** What is called. */
    @Param
    public Row row = Row.NEAR;

    /** {@code dynamocached.near.lag}. A machine that is too busy to confirm within the default needs more. */
    @Param("100ms")
    public String lag = "100ms";

    private Subject hits;
    private long began;
    private long lookupsBefore;

    /** Starts what is measured, and checks that it does what the row says. */
    @Setup
    public void open() throws Throwable {
        hits = row.opening.open(lag);
        began = System.nanoTime();
        lookupsBefore = lookups();
    }

    /** Stops it. Fails if some calls were misses, or too many were hits in Redis. */
    @TearDown
    public void close() throws Exception {
        long lookups = lookups() - lookupsBefore;
        double seconds = (System.nanoTime() - began) / 1e9;
        hits.check();
        hits.close();
        System.out.printf("%n%d lookups in Redis in %.1f seconds%n", lookups, seconds);
        require(
                lookups <= MOST_LOOKUPS_A_SECOND * seconds,
                "Too many hits came from Redis. Use a greater lag: -p lag=1s.");
    }

    /** One hit. */
    @Benchmark
    public Object hit() throws Throwable {
        return hits.call();
    }

    private static long lookups() {
        return Objects.toString(SharedServers.redis().execute("INFO", "commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_hmget:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    private static Caffeine<Object, Object> bounded() {
        return Caffeine.newBuilder().maximumSize(10_000);
    }

    private static Caffeine<Object, Object> boundedWithTtl() {
        return bounded().expireAfterWrite(Duration.ofHours(1));
    }

    private static Subject caffeine(Caffeine<Object, Object> builder) throws Throwable {
        Cache<String, ProductView> cache = builder.build();
        cache.put(ID, expectedView());
        return Subject.hits(cache::invalidateAll, expectedView(), () -> cache.getIfPresent(ID));
    }

    private static Subject cacheable() throws Throwable {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext(OverCaffeine.class);
        CacheableViews views = application.getBean(CacheableViews.class);
        return Subject.hits(application, expectedView(), () -> views.view(ID));
    }

    private static Subject nearView(String lag, boolean hasMeters) throws Throwable {
        ConfigurableApplicationContext application = start("views", lag, hasMeters);
        Subject hits = near(application, expectedView(), products -> products.view(ID));
        require(hits.call() == hits.call(), "Callers do not share the record.");
        return hits;
    }

    private static Subject nearEntity(String lag) throws Throwable {
        ConfigurableApplicationContext application = start("entities", lag, true);
        Subject hits = near(application, Product.of(ID), products -> products.entity(ID));
        require(hits.call() != hits.call(), "Callers share the entity.");
        return hits;
    }

    private static ConfigurableApplicationContext start(String cacheName, String lag, boolean hasMeters) {
        return ProductsApplication.start(
                SharedServers.redis().port(),
                "dynamocached.caches." + cacheName + ".near=true",
                "dynamocached.near.lag=" + lag,
                "dynamocached.metrics.enabled=" + hasMeters);
    }

    private static Subject near(
            ConfigurableApplicationContext application, Object expected, Function<Products, Object> method)
            throws Throwable {
        Products products = application.getBean(Products.class);
        Subject hits = Subject.hits(application, expected, () -> method.apply(products));
        awaitNear(application.getBean(DynamoCaches.class), () -> method.apply(products));
        return hits;
    }

    /** Calls until the values come from memory. */
    private static void awaitNear(DynamoCaches caches, Supplier<Object> call) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int near = 0; near < HITS_IN_A_ROW; ) {
            Source source =
                    caches.observe(call).last().map(ObservedRead::source).orElse(null);
            near = source == Source.NEAR ? near + 1 : 0;
            require(System.nanoTime() - deadline < 0, "The value does not come from memory.");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static ProductView expectedView() {
        return ProductView.of(Product.of(ID));
    }

    private interface Opening {
        Subject open(String lag) throws Throwable;
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
    static class OverCaffeine {

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
}
