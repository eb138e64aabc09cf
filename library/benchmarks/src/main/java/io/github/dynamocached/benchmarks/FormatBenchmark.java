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

    /** What a cache may say of its values in one field. */
    public enum Form {
        JSON(ValueFormat.JSON, 0),
        CBOR(ValueFormat.CBOR, 0),
        COMPRESSED_JSON(ValueFormat.JSON, 1),
        COMPRESSED_CBOR(ValueFormat.CBOR, 1);

        private final ValueFormat format;
        private final long compressAbove;

        Form(ValueFormat format, long compressAbove) {
            this.format = format;
            this.compressAbove = compressAbove;
        }

        CacheSettings settings() {
            return CacheSettings.named("turns")
                    .format(format)
                    .compressAbove(compressAbove)
                    .build();
        }
    }

    /** The form. */
    @Param
    public Form form = Form.JSON;

    /** About how many kilobytes the list has as JSON. */
    @Param({"1", "10", "100"})
    public int kilobytes = 1;

    private ValueCodec codec = codecOf(Form.JSON);
    private List<TurnView> turns = List.of();
    private byte[] @Nullable [] fields = {};

    private static ValueCodec codecOf(Form form) {
        return new ResultCodecs(new EntitySchemas(List.of()), List.of())
                .forCache(form.settings())
                .codecOf(new TypeReference<List<TurnView>>() {}.getType());
    }

    /** Makes the turns, and prints how many bytes Redis would hold. */
    @Setup
    public void make() {
        codec = codecOf(form);
        ValueCodec json = codecOf(Form.JSON);
        int count = 1;
        while (sizeOf(json.encode(TurnView.some(count + 1))) <= kilobytes * 1024) {
            count++;
        }
        turns = TurnView.some(count);
        fields = codec.encode(turns);
        System.out.println(form + ", " + count + " turns: " + sizeOf(fields) + " bytes stored");
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
