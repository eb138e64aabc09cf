package io.github.dynamocached.example.load;

import io.github.dynamocached.servers.RedisServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Drives the packaged example with and without the cache, and writes tables and pictures.
 *
 * <p>{@code quick} or {@code long} says how much is measured. The tables are printed. With {@code write}, they also
 * replace those of the page {@code library/docs/load.md}, and its pictures are drawn anew.
 */
public final class LoadReport {

    /** A machine that does something else too measures badly. */
    private static final double LOAD_BEFORE =
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    private LoadReport() {}

    /**
     * Makes a report.
     *
     * @param arguments {@code quick} or {@code long}, then perhaps {@code write}
     * @throws IOException if the example does not start, or a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        if (words.isEmpty()
                || words.size() > 2
                || (words.size() == 2 && !words.get(1).equals("write"))) {
            throw new IllegalArgumentException("Unknown arguments. Use quick, long, or long write.");
        }
        prepare();
        Checkout checkout = Checkout.current();
        Plan plan = Plan.named(words.get(0));
        Results results = measure(plan, checkout.jar());
        Map<String, String> tables = tables(plan, results);
        tables.forEach((name, table) -> System.out.println("\n## " + name + "\n\n" + table));
        if (words.size() == 2) {
            write(new Page(checkout.docs()), plan, results, tables);
        }
        System.exit(0);
    }

    /**
     * Charts need no screen, and Netty's native transports are not on the class path. The load tool tells of pauses of a second;
     * shorter ones are common where everything shares one machine.
     */
    static void prepare() {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("io.hyperfoil.netty.transport", "nio");
        System.setProperty("io.hyperfoil.jitter.watchdog.threshold", "1000");
    }

    static Results measure(Plan plan, Path jar) throws IOException {
        return new Run(plan, jar, new Progress(System.out, plan)).measure();
    }

    static Map<String, String> tables(Plan plan, Results results) {
        Map<String, String> tables = new TreeMap<>(new Tables(results).all(plan));
        tables.put("conditions", conditions(plan, results));
        return tables;
    }

    static void write(Page page, Plan plan, Results results, Map<String, String> tables) throws IOException {
        tables.forEach(page::replace);
        for (Theme theme : Theme.values()) {
            Charts charts = new Charts(results, theme);
            String suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + ".svg";
            Duration added = plan.latencies().get(0);
            page.picture("load-latency" + suffix, charts.latency(added));
            page.picture("load-read-units" + suffix, charts.readUnits(added));
            page.picture("load-outage" + suffix, charts.outage(Traffic.ZIPF));
        }
        page.write();
    }

    private static String conditions(Plan plan, Results results) {
        return String.format(
                Locale.ROOT,
                "Measured on %s: %d processors (%s, %s), Java %s, Redis %s, %.0f requests a second for %d s each."
                        + " The load average of the machine was %.1f before."
                        + " Waiting in the load tool, which no time includes: %.1f s.%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version().feature(),
                redisVersion(),
                plan.rate(),
                plan.time().toSeconds(),
                LOAD_BEFORE,
                results.waited().toMillis() / 1_000.0);
    }

    private static String redisVersion() {
        try (RedisServer redis = RedisServer.start()) {
            String info = String.valueOf(redis.execute("INFO", "server"));
            return info.lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring("redis_version:".length()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
