package io.github.dynamocached.benchmarks.report;

import io.github.dynamocached.benchmarks.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Starts a JVM for each row, and then lets all of them measure in turn, in another order each time. */
final class Rounds implements AutoCloseable {

    static final List<Integer> THREADS = List.of(1, 8, 64);

    private final Effort effort;
    private final Map<Row, RowProcess> processes = new EnumMap<>(Row.class);
    private final Random order = new Random(1);

    Rounds(Effort effort) {
        this.effort = effort;
    }

    Measurements run(List<Row> rows, int redisPort) throws IOException {
        for (Row row : rows) {
            System.out.println("Warm-up: " + row);
            processes.put(row, RowProcess.start(row, redisPort));
            for (int threads : threadsOf(row)) {
                measure(row, threads, effort.warmUpMillis());
            }
        }
        Measurements measurements = new Measurements();
        for (int round = 1; round <= effort.rounds(); round++) {
            System.out.println("Round " + round + " of " + effort.rounds());
            for (int threads : THREADS) {
                for (Row row : shuffled(rows)) {
                    if (threadsOf(row).contains(threads)) {
                        measurements.add(row, threads, measure(row, threads, effort.millis()));
                    }
                }
            }
        }
        return measurements;
    }

    /** The parts of a hit are measured on one thread. */
    private static List<Integer> threadsOf(Row row) {
        return row.group() == Row.Group.LAYER ? List.of(1) : THREADS;
    }

    private List<Row> shuffled(List<Row> rows) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, order);
        return shuffled;
    }

    private Measure measure(Row row, int threads, long millis) throws IOException {
        RowProcess process = processes.get(row);
        if (process == null) {
            throw new IllegalStateException("The row " + row + " has not started.");
        }
        return process.measure(threads, millis);
    }

    @Override
    public void close() {
        processes.values().forEach(RowProcess::close);
    }
}
