package io.github.dynamocached.benchmarks.report;

import io.github.dynamocached.benchmarks.BenchmarkRedis;
import io.github.dynamocached.benchmarks.Row;
import io.github.dynamocached.benchmarks.RowBenchmark;
import io.github.dynamocached.servers.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JVM of its own for one row. It stays warm, and measures when it is told to. So the rows take turns every few seconds, and
 * whatever else happens on the machine concerns all of them.
 */
final class RowProcess implements AutoCloseable {

    private static final List<String> OPTIONS =
            List.of("-Xms256m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-Dlogging.level.root=warn");

    private final ChildJvm child;
    private final Row row;

    private RowProcess(ChildJvm child, Row row) {
        this.child = child;
        this.row = row;
    }

    static RowProcess start(Row row, int redisPort) throws IOException {
        return new RowProcess(ChildJvm.running(OPTIONS, RowProcess.class, row.name(), "" + redisPort), row);
    }

    Measure measure(int threads, long millis) throws IOException {
        child.say(threads + " " + millis);
        String line = child.nextLine();
        if (line == null) {
            throw new IllegalStateException("The row " + row + " failed. Its output says why.");
        }
        return Measure.of(line);
    }

    @Override
    public void close() {
        child.close();
    }

    public static void main(String[] arguments) throws IOException, RunnerException {
        PrintStream parent = System.out;
        System.setOut(System.err);
        System.setProperty(BenchmarkRedis.PORT, arguments[1]);
        RowBenchmark.keepOpen();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            parent.println(run(arguments[0], Integer.parseInt(words[0]), Long.parseLong(words[1]))
                    .line());
        }
        System.exit(0);
    }

    private static Measure run(String row, int threads, long millis) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(RowBenchmark.class.getName())
                .param("row", row)
                .threads(threads)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessCpu.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(options).runSingle();
        return new Measure(
                result.getPrimaryResult().getScore(),
                result.getSecondaryResults().get(ProcessCpu.LABEL).getScore(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
}
