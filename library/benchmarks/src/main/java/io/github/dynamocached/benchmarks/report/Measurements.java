package io.github.dynamocached.benchmarks.report;

import io.github.dynamocached.benchmarks.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What all rounds measured. A figure is the median of the rounds. */
final class Measurements {

    private final Map<Row, Map<Integer, List<Measure>>> measures = new EnumMap<>(Row.class);

    void add(Row row, int threads, Measure measure) {
        measures.computeIfAbsent(row, any -> new TreeMap<>())
                .computeIfAbsent(threads, any -> new ArrayList<>())
                .add(measure);
    }

    double throughput(Row row, int threads) {
        return median(row, threads, Measure::throughput);
    }

    double cpuMicros(Row row, int threads) {
        return median(row, threads, Measure::cpuMicros);
    }

    double bytes(Row row, int threads) {
        return median(row, threads, Measure::bytes);
    }

    double nanos(Row row, int threads) {
        return median(row, threads, measure -> measure.nanos(threads));
    }

    private double median(Row row, int threads, ToDoubleFunction<Measure> figure) {
        return median(of(row, threads).stream().mapToDouble(figure));
    }

    /** How many times the figure of another row. Compares the measurements of the same round, which are a minute apart. */
    double ratio(Row row, Row other, int threads, ToDoubleFunction<Measure> figure) {
        List<Measure> ours = of(row, threads);
        List<Measure> theirs = of(other, threads);
        return median(IntStream.range(0, ours.size())
                .mapToDouble(round -> figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(theirs.get(round))));
    }

    private List<Measure> of(Row row, int threads) {
        return measures.getOrDefault(row, Map.of()).getOrDefault(threads, List.of());
    }

    private static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("Nothing was measured.");
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
