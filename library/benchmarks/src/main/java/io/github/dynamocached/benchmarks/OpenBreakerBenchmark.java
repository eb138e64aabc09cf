package io.github.dynamocached.benchmarks;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.EntryStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

/** A call while a real Redis hangs and the circuit breaker is open, compared with the same method without a cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class OpenBreakerBenchmark {

    private static final String ID = "product-4711";
    private static final int ENOUGH_CALLS = 40;

    /** Whether calls are counted. */
    @Param({"true", "false"})
    public boolean meters;

    private final Products bare = new Products();
    private ConfigurableApplicationContext application;
    private Products products;

    /** Starts the application, stops its Redis, and calls until the breaker opens. */
    @Setup
    public void start() {
        application = new SpringApplicationBuilder(BenchmarkApplication.class)
                .properties("dynamocached.redis.circuit-breaker.pause=1h", "dynamocached.metrics.enabled=" + meters)
                .run();
        products = application.getBean(Products.class);
        SharedServers.redis().pause();
        for (int i = 0; i < ENOUGH_CALLS; i++) {
            products.entity(ID);
        }
        check();
    }

    private void check() {
        AtomicReference<CircuitState> reads = new AtomicReference<>();
        application.getBean(EntryStore.class).listen(new StoreListener() {
            @Override
            public void onCircuit(String commands, CircuitState state) {
                if (commands.equals("reads")) {
                    reads.set(state);
                }
            }
        });
        if (reads.get() != CircuitState.OPEN) {
            throw new IllegalStateException("The circuit breaker of reads is " + reads.get() + ", not open.");
        }
    }

    /** Checks that the breaker was open all the time, and stops the application. */
    @TearDown
    public void stop() {
        check();
        SharedServers.redis().resume();
        application.close();
    }

    /** The method alone. */
    @Benchmark
    public Product bare() {
        return bare.entity(ID);
    }

    /** The annotated method. */
    @Benchmark
    public Product cached() {
        return products.entity(ID);
    }
}
