package io.github.dynamocached.benchmarks.report;

import io.github.dynamocached.benchmarks.BenchmarkRedis;
import io.github.dynamocached.benchmarks.Row;
import io.github.dynamocached.benchmarks.UserMemory;
import io.github.dynamocached.servers.RedisServer;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures all rows in one run and prints the tables. {@code report [short|long] [write]}: with {@code write} it also puts them
 * into the page. Any other arguments go to JMH.
 */
public final class Report {

    static final List<String> TABLES = List.of("conditions", "goals", "throughput", "cost", "work", "local", "layers");

    private Report() {}

    /**
     * Makes a report, or runs JMH.
     *
     * @param arguments see above
     */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (!words.contains("report")) {
            org.openjdk.jmh.Main.main(arguments);
            return;
        }
        List<String> options = words.stream()
                .filter(word -> !word.equals("report") && !word.equals("write"))
                .toList();
        Effort effort = Effort.named(options.isEmpty() ? "short" : String.join(" ", options));
        boolean writes = words.contains("write");
        make(effort, writes ? Page.ofCheckout() : null);
        System.exit(0);
    }

    private static void make(Effort effort, @Nullable Page page) throws IOException {
        if (page != null) {
            TABLES.forEach(page::require);
        }
        try (RedisServer redis = RedisServer.start();
                Rounds rounds = new Rounds(effort)) {
            System.setProperty(BenchmarkRedis.PORT, "" + redis.port());
            UserMemory memory = UserMemory.measure(redis);
            Measurements measured = rounds.run(List.of(Row.values()), redis.port());
            Map<String, String> tables = tables(effort, redis, measured, memory);
            tables.forEach((name, table) -> System.out.println("\n" + name + "\n\n" + table));
            if (page != null) {
                tables.forEach(page::replace);
                Layers layers = new Layers(measured);
                page.image("hit-light.svg", Picture.light(layers));
                page.image("hit-dark.svg", Picture.dark(layers));
                page.write();
            }
        }
    }

    private static Map<String, String> tables(
            Effort effort, RedisServer redis, Measurements measured, UserMemory memory) {
        Tables tables = new Tables(measured);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("conditions", conditions(effort, redis));
        texts.put("goals", new Goals(measured, memory).table());
        texts.put("throughput", tables.throughput());
        texts.put("cost", tables.cost());
        texts.put("work", tables.work());
        texts.put("local", tables.local());
        texts.put("layers", tables.layers(new Layers(measured)));
        return texts;
    }

    private static String conditions(Effort effort, RedisServer redis) {
        String server = Objects.toString(redis.execute("INFO", "server"))
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .findFirst()
                .orElse("")
                .replace("redis_version:", "");
        return "Measured on " + LocalDate.now(ZoneOffset.UTC) + ": "
                + Runtime.getRuntime().availableProcessors() + " processors (" + System.getProperty("os.arch")
                + "), Java " + Runtime.version().feature() + ", Redis " + server + ", medians of "
                + effort.rounds() + " rounds of " + effort.millis() + " ms.\n";
    }
}
