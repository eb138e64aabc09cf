package io.github.dynamocached.benchmarks.report;

import static io.github.dynamocached.benchmarks.Row.BLOB;
import static io.github.dynamocached.benchmarks.Row.CONDITION_FALSE;
import static io.github.dynamocached.benchmarks.Row.FIELDS;
import static io.github.dynamocached.benchmarks.Row.LETTUCE_GET;
import static io.github.dynamocached.benchmarks.Row.PROXIED;
import static io.github.dynamocached.benchmarks.Row.REDISSON_HMGET;
import static io.github.dynamocached.benchmarks.Row.SPRING_LETTUCE;

import io.github.dynamocached.benchmarks.UserMemory;
import java.util.ArrayList;
import java.util.List;

/** What the library must reach in every report. */
final class Goals {

    private final List<Goal> goals = new ArrayList<>();

    Goals(Measurements measured, UserMemory memory) {
        atMost(4_500, measured.bytes(FIELDS, 8), "bytes a hit, a field per attribute");
        atMost(2_900, measured.bytes(BLOB, 8), "bytes a hit, one field of JSON");
        atLeast(
                1.2,
                measured.ratio(FIELDS, SPRING_LETTUCE, 8, Measure::throughput),
                "8 threads: hits a second, `@Cacheable` with Lettuce = 1");
        atMost(
                1,
                measured.ratio(FIELDS, SPRING_LETTUCE, 8, Measure::cpuMicros),
                "8 threads: CPU a hit, `@Cacheable` with Lettuce = 1");
        atLeast(
                1.3,
                measured.ratio(FIELDS, LETTUCE_GET, 64, Measure::throughput),
                "64 threads: hits a second, Lettuce `GET` = 1");
        atMost(
                1.1,
                1 / measured.ratio(FIELDS, REDISSON_HMGET, 1, Measure::throughput),
                "1 thread: time of a hit, Redisson `HMGET` = 1");
        atMost(
                100,
                measured.nanos(CONDITION_FALSE, 1) - measured.nanos(PROXIED, 1),
                "condition false: ns more than the same proxy without an annotation");
        atMost(1.4, memory.ratio(), "`MEMORY USAGE` of a user of the example, its JSON string = 1");
        goals.add(new Goal(
                "`OBJECT ENCODING` of that entry",
                "listpack",
                memory.encoding(),
                memory.encoding().equals("listpack")));
    }

    private void atMost(double limit, double measured, String what) {
        goals.add(new Goal(what, "at most " + number(limit), number(measured), rounded(measured) <= limit));
    }

    private void atLeast(double limit, double measured, String what) {
        goals.add(new Goal(what, "at least " + number(limit), number(measured), rounded(measured) >= limit));
    }

    /** The figure that the table shows is the one that counts. */
    private static double rounded(double number) {
        return number < 10 ? Math.round(number * 100) / 100.0 : Math.round(number);
    }

    private static String number(double number) {
        return number < 10 ? Table.ratio(number) : Table.whole(number);
    }

    String table() {
        Table table = new Table("goal", "limit", "measured", "");
        goals.forEach(goal ->
                table.row(List.of(goal.what(), goal.limit(), goal.measured(), goal.isReached() ? "PASS" : "FAIL")));
        return table.text();
    }

    private record Goal(String what, String limit, String measured, boolean isReached) {}
}
