package io.github.dynamocached.example.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown, and how figures look in it. */
final class Table {

    private static final double BYTES_OF_A_MEGABYTE = 1024 * 1024;

    private final StringBuilder text = new StringBuilder();

    /** A table whose first columns hold names, and whose others hold figures. */
    Table(int names, List<String> columns) {
        row(columns);
        text.append("|---".repeat(names))
                .append("|--:".repeat(columns.size() - names))
                .append("|\n");
    }

    void row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    String text() {
        return text.toString();
    }

    /** Three digits, or all digits before the point. */
    static String figure(double number) {
        int decimals = number >= 99.5 ? 0 : number >= 9.95 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    static String megabytes(long bytes) {
        return figure(bytes / BYTES_OF_A_MEGABYTE);
    }
}
