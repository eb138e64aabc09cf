package io.github.dynamocached.benchmarks;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures one row of the tables: a hit of some cache, or a call that does something else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class RowBenchmark {

    /** The row. */
    @Param
    public Row row = Row.FIELDS;

    private static boolean keeps;
    private static @Nullable Subject kept;

    private Subject subject;

    /** The row stays open, and the next run in this JVM goes on with it. */
    public static void keepOpen() {
        keeps = true;
    }

    /** Starts what is measured, and checks that it does what the row says. */
    @Setup
    public void open() throws Throwable {
        subject = kept == null ? row.open() : kept;
        kept = keeps ? subject : null;
    }

    /** Checks that all calls did what the row says, and closes what was measured. */
    @TearDown
    public void close() throws Exception {
        subject.check();
        if (!keeps) {
            subject.close();
        }
    }

    /** One call. */
    @Benchmark
    public @Nullable Object call() throws Throwable {
        return subject.call();
    }
}
