package io.github.dynamocached.benchmarks;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The protocol's own cost on a miss. Every answer of the server is there at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MissBenchmark {

    private final ReadThroughCache cache = new ReadThroughCaches(
                    new EmptyStore(),
                    new FreeLock(),
                    new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)),
                    failure -> false,
                    Runnable::run,
                    name -> CacheSettings.named(name).build(),
                    List.of())
            .cache("products");
    private final ReadOperation operation = new ReadOperation(
            "MissBenchmark", new ResultCodecs(new EntitySchemas(List.of()), List.of()).codecOf(Product.class), null);
    private final Slot slot = new Slot(CacheKey.of("products", List.of("product-4711")), "");

    /** Looks up, locks, acquires, loads an entity, fills and unlocks. */
    @Benchmark
    public Outcome miss() throws Throwable {
        return cache.read(operation, slot, () -> Product.of("product-4711"));
    }
}
