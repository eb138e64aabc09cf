package io.github.dynamocached.example.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The tables of the page. */
final class Tables {

    /** The percentiles of the tables. */
    static final double[] PERCENTILES = {50, 95, 99, 99.9};

    private static final List<String> TIMES = List.of("average ms", "p50", "p95", "p99", "p99.9", "longest");
    private static final List<String> COSTS =
            List.of("read units/s", "hit ratio", "CPU application", "CPU Redis", "MB application", "MB Redis");

    private final Results results;

    Tables(Results results) {
        this.results = results;
    }

    /** How fast answers came. */
    String latency(Duration added) {
        Table table = table(2, List.of("traffic", "cache", "answers/s", "failed"), TIMES);
        results.open(added)
                .forEach((traffic, bySubject) -> bySubject.forEach((subject, measured) -> {
                    Recording recording = measured.recording();
                    if (recording.hasWrites()) {
                        times(
                                table,
                                List.of(traffic.title() + ": reads", subject.title()),
                                measured,
                                recording.reads());
                        times(
                                table,
                                List.of(traffic.title() + ": writes", subject.title()),
                                measured,
                                recording.writes());
                    } else {
                        times(table, List.of(traffic.title(), subject.title()), measured, recording.reads());
                    }
                }));
        return table.text();
    }

    private static void times(Table table, List<String> names, Measured measured, Times times) {
        List<String> cells = new ArrayList<>(names);
        cells.add(Table.whole(measured.aSecond(times)));
        cells.add(Table.whole(times.failures()));
        cells.addAll(figures(times));
        table.row(cells);
    }

    private static List<String> figures(Times times) {
        List<String> figures = new ArrayList<>();
        figures.add(Table.figure(times.averageMillis()));
        DoubleStream.of(PERCENTILES)
                .mapToObj(percent -> Table.figure(times.percentileMillis(percent)))
                .forEach(figures::add);
        figures.add(Table.figure(times.longestMillis()));
        return figures;
    }

    /** What the answers cost. */
    String cost(Duration added) {
        Table table = table(2, List.of("traffic", "cache"), COSTS);
        results.open(added)
                .forEach((traffic, bySubject) -> bySubject.forEach(
                        (subject, measured) -> cost(table, List.of(traffic.title(), subject.title()), measured)));
        return table.text();
    }

    private static void cost(Table table, List<String> names, Measured measured) {
        List<String> cells = new ArrayList<>(names);
        cells.add(Table.figure(measured.readUnitsASecond()));
        cells.add(Table.percent(measured.answers().hitRatio()));
        cells.add(Table.percent(measured.application().cores()));
        cells.add(Table.percent(measured.redis().cores()));
        cells.add(Table.megabytes(measured.application().memory()));
        cells.add(Table.megabytes(measured.redis().memory()));
        table.row(cells);
    }

    /** The largest throughput. */
    String throughput() {
        Table table = table(
                2,
                List.of("added to each request to DynamoDB", "cache", "answers/s", "failed"),
                List.of("average ms", "p99", "CPU application", "CPU Redis"));
        results.closed()
                .forEach((added, bySubject) -> bySubject.forEach((subject, measured) -> {
                    Times times = measured.recording().all();
                    table.row(List.of(
                            milliseconds(added),
                            subject.title(),
                            Table.whole(measured.aSecond(times)),
                            Table.whole(times.failures()),
                            Table.figure(times.averageMillis()),
                            Table.figure(times.percentileMillis(99)),
                            Table.percent(measured.application().cores()),
                            Table.percent(measured.redis().cores())));
                }));
        return table.text();
    }

    static String milliseconds(Duration added) {
        return added.toMillis() + " ms";
    }

    /** Reads before, during and after an outage of Redis. */
    String outage() {
        Table table = table(2, List.of("traffic", "Redis", "reads/s", "failed"), TIMES);
        results.outages().forEach((traffic, measured) -> {
            int third = third(measured);
            List<String> states = List.of("before", "away", "back");
            for (int part = 0; part < states.size(); part++) {
                Times times = measured.recording().reads(part * third, (part + 1) * third);
                List<String> cells = new ArrayList<>(List.of(traffic.title(), states.get(part)));
                cells.add(Table.whole(times.answers() / third));
                cells.add(Table.whole(times.failures()));
                cells.addAll(figures(times));
                table.row(cells);
            }
        });
        return table.text();
    }

    /** The seconds of each third of a run through an outage. */
    static int third(Measured measured) {
        return (int) (measured.time().toSeconds() / 3);
    }

    /** What the whole run through an outage cost. */
    String outageCost() {
        List<String> names = List.of("traffic", "answers/s", "failed");
        Table table = table(1, names, COSTS);
        results.outages().forEach((traffic, measured) -> {
            Times all = measured.recording().all();
            cost(
                    table,
                    List.of(traffic.title(), Table.whole(measured.aSecond(all)), Table.whole(all.failures())),
                    measured);
        });
        return table.text();
    }

    private static Table table(int names, List<String> first, List<String> others) {
        List<String> columns = new ArrayList<>(first);
        columns.addAll(others);
        return new Table(names, columns);
    }

    /** All tables, by the name of their place on the page. */
    Map<String, String> all(Plan plan) {
        Map<String, String> tables = plan.latencies().stream()
                .collect(Collectors.toMap(added -> "latency-" + added.toMillis(), this::latency));
        plan.latencies().forEach(added -> tables.put("cost-" + added.toMillis(), cost(added)));
        tables.put("throughput", throughput());
        tables.put("outage", outage());
        tables.put("outage-cost", outageCost());
        return tables;
    }
}
