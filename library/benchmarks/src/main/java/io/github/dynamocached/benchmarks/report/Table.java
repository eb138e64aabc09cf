package io.github.dynamocached.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown, and how figures look in it. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    /** A table whose first column holds names, and whose others hold figures. */
    Table(String... columns) {
        row(Arrays.asList(columns));
        text.append("|---").append("|--:".repeat(columns.length - 1)).append("|\n");
    }

    void row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    String text() {
        return text.toString();
    }

    /** Three digits, or all digits before the point. */
    static String figure(double number) {
        int decimals = Math.abs(number) >= 99.5 ? 0 : Math.abs(number) >= 9.95 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String ratio(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
