package io.github.dynamocached.benchmarks;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.ObservedRead;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.servers.SharedServers;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.ConfigurableApplicationContext;

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
        CAFFEINE(lag -> MemorySubjects.caffeine()),
        /** Caffeine with a bound and a time to live, which needs a look at the clock. */
        CAFFEINE_TTL(lag -> MemorySubjects.caffeineWithTtl()),
        /** The same with counts, and with a key that is made for each call. */
        CAFFEINE_COUNTED(lag -> MemorySubjects.counted()),
        /** The same in a method behind a proxy. */
        BY_HAND(lag -> MemorySubjects.byHandBehindProxy()),
        /** The same in the proxy itself. */
        IN_PROXY(lag -> MemorySubjects.byHandInProxy()),
        /** {@code @Cacheable} over Caffeine with a bound and a time to live. */
        CACHEABLE(lag -> MemorySubjects.cacheable()),
        /** JetCache's {@code @Cached} over the same. */
        JETCACHE(lag -> MemorySubjects.jetCache()),
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

    private static Subject nearView(String lag, boolean hasMeters) throws Throwable {
        ConfigurableApplicationContext application = start("views", lag, hasMeters);
        Subject hits = near(application, MemorySubjects.expected(), products -> products.view(ID));
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

    private interface Opening {
        Subject open(String lag) throws Throwable;
    }
}
