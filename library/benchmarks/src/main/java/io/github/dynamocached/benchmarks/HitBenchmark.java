package io.github.dynamocached.benchmarks;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodecs;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A hit, from a real Redis on this machine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class HitBenchmark {

    private static final String ID = "product-4711";

    /** Whether hits are counted. */
    @Param({"true", "false"})
    public boolean meters;

    private ConfigurableApplicationContext application;
    private Products products;
    private ReadThroughCache cache;
    private ReadOperation operation;
    private Slot slot;

    /** Starts the application and fills its caches. */
    @Setup
    public void start() throws Throwable {
        application = new SpringApplicationBuilder(BenchmarkApplication.class)
                .properties(
                        "dynamocached.defaults.ttl=1h",
                        "dynamocached.redis.timeout=1s",
                        "dynamocached.metrics.enabled=" + meters)
                .run();
        products = application.getBean(Products.class);
        cache = application.getBean(ReadThroughCaches.class).cache("direct");
        operation = new ReadOperation(
                "HitBenchmark", application.getBean(ValueCodecs.class).codecOf(Product.class), null);
        slot = new Slot(CacheKey.of("direct", List.of(ID)), "");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (readThroughCache().source() != Outcome.Source.HIT) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Redis does not keep stored entries. Check its memory and its log.");
            }
        }
    }

    /** Stops the application. */
    @TearDown
    public void stop() {
        application.close();
    }

    /** An entity with a field per attribute, through the annotated method. */
    @Benchmark
    public Product entity() {
        return products.entity(ID);
    }

    /** A record as one field of JSON, with a key expression, through the annotated method. */
    @Benchmark
    public ProductView view() {
        return products.view(ID);
    }

    /** An entity, called directly without the annotated method. */
    @Benchmark
    public Outcome readThroughCache() throws Throwable {
        return cache.read(operation, slot, () -> Product.of(ID));
    }

    /** The entity through Spring's annotation and Redisson's cache manager, both with defaults. */
    @Benchmark
    public Product cacheable() {
        return products.cacheable(ID);
    }
}
