package io.github.dynamocached.benchmarks.report;

import static io.github.dynamocached.benchmarks.Row.FIELDS;
import static io.github.dynamocached.benchmarks.Row.LETTUCE_GET;
import static io.github.dynamocached.benchmarks.Row.REDISSON_HMGET;
import static io.github.dynamocached.benchmarks.Row.SPRING_LETTUCE;

import io.github.dynamocached.benchmarks.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** The tables of the page. */
final class Tables {

    /** Rows whose ratios say nothing, because they read less or do more than a hit of the whole value. */
    private static final List<Row> OTHER_WORK = List.of(Row.PARTIAL, Row.NEGATIVE, Row.STALE);

    private final Measurements measured;

    Tables(Measurements measured) {
        this.measured = measured;
    }

    /** Hits per millisecond, and their ratios to other rows. */
    String throughput() {
        Table table = new Table(
                "thousand hits a second",
                "1 thread",
                "8 threads",
                "64 threads",
                "1 thread: Redisson `HMGET` = 1",
                "8 threads: `@Cacheable`, Lettuce = 1",
                "64 threads: Lettuce `GET` = 1");
        for (Row row : rows(Row.Group.HIT)) {
            List<String> cells = figures(row, measured::throughput);
            cells.add(ratio(row, REDISSON_HMGET, 1));
            cells.add(ratio(row, SPRING_LETTUCE, 8));
            cells.add(ratio(row, LETTUCE_GET, 64));
            table.row(cells);
        }
        return table.text();
    }

    private String ratio(Row row, Row base, int threads) {
        return OTHER_WORK.contains(row) ? "" : Table.ratio(measured.ratio(row, base, threads, Measure::throughput));
    }

    /** Processor time and allocation of a hit. */
    String cost() {
        Table table = new Table(
                "one hit",
                "CPU µs, 1 thread",
                "8 threads",
                "64 threads",
                "8 threads: `@Cacheable`, Lettuce = 1",
                "bytes, 1 thread",
                "8 threads",
                "64 threads");
        for (Row row : rows(Row.Group.HIT)) {
            List<String> cells = figures(row, measured::cpuMicros);
            cells.add(
                    OTHER_WORK.contains(row)
                            ? ""
                            : Table.ratio(measured.ratio(row, SPRING_LETTUCE, 8, Measure::cpuMicros)));
            Rounds.THREADS.forEach(threads -> cells.add(Table.whole(measured.bytes(row, threads))));
            table.row(cells);
        }
        return table.text();
    }

    /** Other calls that ask Redis. */
    String work() {
        Table table = new Table(
                "thousand calls a second",
                "1 thread",
                "8 threads",
                "64 threads",
                "CPU µs, 8 threads",
                "bytes, 8 threads");
        for (Row row : rows(Row.Group.WORK)) {
            List<String> cells = figures(row, measured::throughput);
            cells.add(Table.figure(measured.cpuMicros(row, 8)));
            cells.add(Table.whole(measured.bytes(row, 8)));
            table.row(cells);
        }
        return table.text();
    }

    /** Calls that do not ask Redis. */
    String local() {
        Table table = new Table("ns a call", "1 thread", "8 threads", "64 threads", "bytes");
        for (Row row : rows(Row.Group.LOCAL)) {
            List<String> cells = figures(row, measured::nanos);
            cells.add(Table.whole(measured.bytes(row, 1)));
            table.row(cells);
        }
        return table.text();
    }

    /** The parts of a hit. */
    String layers(Layers layers) {
        Table table = new Table("part of a hit", "µs", "bytes");
        layers.parts()
                .forEach(part ->
                        table.row(List.of(part.name(), Table.figure(part.nanos() / 1_000), Table.whole(part.bytes()))));
        table.row(List.of(
                "the hit", Table.figure(measured.nanos(FIELDS, 1) / 1_000), Table.whole(measured.bytes(FIELDS, 1))));
        return table.text();
    }

    private static List<String> figures(Row row, ToDoubleBiFunction<Row, Integer> figure) {
        List<String> cells = new ArrayList<>(List.of(row.title()));
        Rounds.THREADS.forEach(threads -> cells.add(Table.figure(figure.applyAsDouble(row, threads))));
        return cells;
    }

    private static List<Row> rows(Row.Group group) {
        return Stream.of(Row.values()).filter(row -> row.group() == group).toList();
    }
}
