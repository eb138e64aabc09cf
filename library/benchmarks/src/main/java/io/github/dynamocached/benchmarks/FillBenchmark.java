package io.github.dynamocached.benchmarks;

import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.ValueCodec;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.type.TypeReference;

/** The cost of a fill before anything is sent: encoding a value, and testing that it comes back unchanged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FillBenchmark {

    /** The kinds of values. */
    public enum Filled {
        ENTITY,
        RECORD,
        HUNDRED_ENTITIES,
        HUNDRED_RECORDS
    }

    /** The kind of value. */
    @Param
    public Filled filled = Filled.ENTITY;

    private ValueCodec codec = codecOf(Product.class);
    private Object value = Product.of("product-4711");
    private byte[] @Nullable [] fields = {};

    private static ValueCodec codecOf(Type type) {
        return new ResultCodecs(new EntitySchemas(List.of()), List.of()).codecOf(type);
    }

    /** Makes the value. */
    @Setup
    public void make() {
        Product product = Product.of("product-4711");
        ProductView view = ProductView.of(product);
        switch (filled) {
            case ENTITY -> set(codecOf(Product.class), product);
            case RECORD -> set(codecOf(ProductView.class), view);
            case HUNDRED_ENTITIES ->
                set(codecOf(new TypeReference<List<Product>>() {}.getType()), Collections.nCopies(100, product));
            case HUNDRED_RECORDS ->
                set(codecOf(new TypeReference<List<ProductView>>() {}.getType()), Collections.nCopies(100, view));
        }
        fields = codec.encode(value);
    }

    private void set(ValueCodec newCodec, Object newValue) {
        codec = newCodec;
        value = newValue;
    }

    /** Encodes, as every fill does. */
    @Benchmark
    public byte[] @Nullable [] encode() {
        return codec.encode(value);
    }

    /** Decodes, as every hit does. */
    @Benchmark
    public Object decode() {
        return codec.decode(fields);
    }

    /** Decodes and compares, as every fill does. */
    @Benchmark
    public @Nullable String trial() {
        return codec.lossOf(value, fields);
    }
}
