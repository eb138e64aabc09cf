package io.github.dynamocached.benchmarks.report;

/**
 * How long a report measures.
 *
 * @param warmUpMillis for each row and number of threads
 * @param rounds how often each row takes its turn
 * @param millis for each turn
 */
record Effort(long warmUpMillis, int rounds, long millis) {

    /** Some minutes: shows large differences. */
    static final Effort SHORT = new Effort(1_000, 3, 1_000);

    /** Half an hour: the figures of the page. */
    static final Effort LONG = new Effort(4_000, 7, 3_000);

    static Effort named(String name) {
        return switch (name) {
            case "short" -> SHORT;
            case "long" -> LONG;
            default -> throw new IllegalArgumentException("Unknown effort. Use report short or report long.");
        };
    }
}
