package io.github.dynamocached.benchmarks;

import io.github.dynamocached.annotation.DynamoCached;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * A hit of the same entity by a method that returns it, by one that returns a future and by one that returns a publisher, from
 * a real Redis. With {@code -prof gc}, {@code gc.alloc.rate.norm} is what all threads together allocate for a hit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LaterHitBenchmark {

    private static final String ID = "product-4711";
    private static final int CALLS = 1_000;

    private ConfigurableApplicationContext application;
    private Shelf shelf;
    private long loads;

    /** Starts the application and fills its caches. */
    @Setup
    public void start() {
        application = ProductsApplication.start(
                BenchmarkRedis.port(), "spring.main.sources=" + ShelfConfiguration.class.getName());
        shelf = application.getBean(Shelf.class);
        for (int call = 0; call < CALLS; call++) {
            shelf.entity(ID);
        }
        loads = Loads.count();
    }

    /** Stops the application. Fails if a call was no hit. */
    @TearDown
    public void stop() {
        application.close();
        if (Loads.count() != loads) {
            throw new IllegalStateException((Loads.count() - loads) + " calls were misses.");
        }
    }

    /** The caller waits on its thread. */
    @Benchmark
    public Product synchronous() {
        return shelf.entity(ID);
    }

    /** The caller waits for the future, which costs it one more object. */
    @Benchmark
    public Product future() {
        return shelf.entityLater(ID).join();
    }

    /** The caller waits for the publisher. */
    @Benchmark
    public Product mono() {
        return shelf.entityLazily(ID).block();
    }

    /** Three methods over one entry. */
    public static class Shelf {

        /** A product. */
        @DynamoCached(cache = "products")
        public Product entity(String id) {
            return Loads.load(id);
        }

        /** A product that arrives later. */
        @DynamoCached(cache = "products")
        public CompletableFuture<Product> entityLater(String id) {
            return CompletableFuture.completedFuture(Loads.load(id));
        }

        /** A product for each subscriber. */
        @DynamoCached(cache = "products")
        public Mono<Product> entityLazily(String id) {
            return Mono.fromSupplier(() -> Loads.load(id));
        }
    }

    /** Adds the shelf to the application of all rows. */
    @Configuration(proxyBeanMethods = false)
    static class ShelfConfiguration {

        @Bean
        Shelf shelf() {
            return new Shelf();
        }
    }
}
