package io.github.dynamocached.benchmarks;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.ValueCodec;
import java.util.List;
import java.util.Objects;
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

/** The size and the cost of a list of chat turns in each format, with and without compression. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FormatBenchmark {

    /** The format. */
    @Param
    public ValueFormat format = ValueFormat.JSON;

    /** Above how many bytes values are compressed, 0 for none. */
    @Param({"0", "1"})
    public long compressAbove;

    /** About how many kilobytes the list has as JSON. */
    @Param({"1", "10", "100"})
    public int kilobytes = 1;

    private ValueCodec codec = codecOf(ValueFormat.JSON, 0);
    private List<TurnView> turns = List.of();
    private byte[] @Nullable [] fields = {};

    private static ValueCodec codecOf(ValueFormat format, long compressAbove) {
        CacheSettings settings = CacheSettings.named("turns")
                .format(format)
                .compressAbove(compressAbove)
                .build();
        return new ResultCodecs(new EntitySchemas(List.of()), List.of())
                .forCache(settings)
                .codecOf(new TypeReference<List<TurnView>>() {}.getType());
    }

    /** Makes the turns, and prints how many bytes Redis would hold. */
    @Setup
    public void make() {
        codec = codecOf(format, compressAbove);
        ValueCodec json = codecOf(ValueFormat.JSON, 0);
        int count = 1;
        while (sizeOf(json.encode(TurnView.some(count + 1))) <= kilobytes * 1024) {
            count++;
        }
        turns = TurnView.some(count);
        fields = codec.encode(turns);
        String compressed = compressAbove == 0 ? "" : " compressed";
        System.out.println(format + compressed + ", " + count + " turns: " + sizeOf(fields) + " bytes stored");
    }

    private static int sizeOf(byte[] @Nullable [] fields) {
        return Objects.requireNonNull(fields[0]).length;
    }

    /** Encodes, as every fill does. */
    @Benchmark
    public byte[] @Nullable [] encode() {
        return codec.encode(turns);
    }

    /** Decodes, as every hit does. */
    @Benchmark
    public Object decode() {
        return codec.decode(fields);
    }
}
