package io.github.dynamocached.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.NearState;
import io.github.dynamocached.StreamState;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.store.Slot;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus scrapes, and the alerts and the dashboard of the example that use it. */
class MonitoringTests {

    private static final Path MONITORING = Path.of("..", "example-app", "monitoring");
    private static final Path ALERTS = MONITORING.resolve("alerts.yml");
    private static final Path RUNBOOK = Path.of("docs", "operating.md");
    private static final String PROMTOOL = "promtool";
    private static final Set<String> OF_EXPORTERS = Set.of(
            "redis_memory_used_bytes",
            "redis_memory_max_bytes",
            "redis_evicted_keys_total",
            "aws_dynamodb_read_throttle_events_sum");
    private static final Pattern NAME = Pattern.compile("\\b(?:dynamocached|cache|redis|aws)_[a-z_]+");
    private static final Pattern TAG = Pattern.compile("([a-z_]+)=~?\"([a-z_|]+)\"");

    private final PrometheusMeterRegistry registry = newRegistry();
    private final MeteredNode metered = new MeteredNode(Connections.shared(), Node.SETTINGS, registry);

    private static PrometheusMeterRegistry newRegistry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new HistogramOfCommands());
        return registry;
    }

    /** What the property {@code percentiles-histogram} does. */
    private static final class HistogramOfCommands implements MeterFilter {

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return id.getName().equals("dynamocached.redis.commands")
                    ? DistributionStatisticConfig.builder()
                            .percentilesHistogram(true)
                            .build()
                            .merge(config)
                    : config;
        }
    }

    @AfterEach
    void stop() {
        metered.node().close();
    }

    private String scrapeOfAllMeters() {
        CacheMeters meters = new CacheMeters(registry);
        meters.onCommand("HMGET", 1);
        meters.onCommandFailure("HMGET", CommandFailure.TIMEOUT);
        meters.onNear("near", () -> new NearState(0, 0, 0, 4, Duration.ofMillis(600), 2.5, 0, 0, null));
        new StreamMeters(registry)
                .onStream(
                        "users",
                        () -> new StreamState(
                                "users", true, 1, Duration.ZERO, false, Optional.empty(), Optional.empty()));
        return registry.scrape();
    }

    private static List<Map<String, Object>> alerts() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new FileSystemResource(ALERTS));
        Map<?, ?> group = (Map<?, ?>)
                listOf(Objects.requireNonNull(yaml.getObject()), "groups").get(0);
        List<Map<String, Object>> alerts = new ArrayList<>();
        for (Object rule : listOf(group, "rules")) {
            alerts.add(((Map<?, ?>) rule)
                    .entrySet().stream()
                            .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)));
        }
        return alerts;
    }

    private static List<?> listOf(Map<?, ?> map, String name) {
        return (List<?>) Objects.requireNonNull(map.get(name));
    }

    private static List<String> expressionsOfDashboard() {
        JsonNode dashboard = JsonMapper.shared().readTree(MONITORING.resolve("dashboard.json"));
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            panel.get("targets")
                    .forEach(target -> expressions.add(target.get("expr").asString()));
        }
        dashboard
                .get("templating")
                .get("list")
                .forEach(variable -> expressions.add(variable.get("query").toString()));
        return expressions;
    }

    private void assertKnown(Stream<String> expressions) {
        String scraped = scrapeOfAllMeters();
        Set<String> names = new TreeSet<>(OF_EXPORTERS);
        scraped.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .forEach(names::add);
        expressions.forEach(expression -> {
            List<String> used =
                    NAME.matcher(expression).results().map(MatchResult::group).toList();
            assertThat(names).as(expression).containsAll(used);
            TAG.matcher(expression)
                    .results()
                    .forEach(tag -> assertThat(Stream.of(tag.group(2).split("\\|")))
                            .allSatisfy(value -> assertThat(scraped).contains(tag.group(1) + "=\"" + value + "\"")));
        });
    }

    @Test
    void everyMeterAndTagOfAnAlertExists() {
        List<Map<String, Object>> alerts = alerts();
        assertThat(alerts).hasSizeGreaterThan(10);
        assertKnown(alerts.stream().map(alert -> String.valueOf(alert.get("expr"))));
    }

    @Test
    void everyMeterAndTagOfTheDashboardExists() {
        List<String> expressions = expressionsOfDashboard();
        assertThat(expressions).hasSizeGreaterThan(14);
        assertKnown(expressions.stream());
    }

    @Test
    void everyAlertHasItsPlaceInTheRunbookAndNoPlaceIsLeftOver() throws IOException {
        List<String> headings = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(alerts()).extracting(alert -> alert.get("alert")).containsExactlyElementsOf(headings);
        for (Map<String, Object> alert : alerts()) {
            String anchor = String.valueOf(alert.get("alert")).toLowerCase(Locale.ROOT);
            assertThat(String.valueOf(alert.get("annotations")))
                    .contains("runbook=library/docs/operating.md#" + anchor + "}");
        }
    }

    @Test
    void everyAlertHasATestInWhichItGoesOff() throws IOException {
        Set<String> tested = new TreeSet<>();
        String alert = "";
        for (String line : Files.readAllLines(MONITORING.resolve("alerts-tests.yml"))) {
            int name = line.indexOf("alertname: ");
            alert = name < 0 ? alert : line.substring(name + "alertname: ".length());
            if (line.endsWith("exp_alerts:")) {
                tested.add(alert);
            }
        }
        assertThat(alerts().stream().map(rule -> String.valueOf(rule.get("alert"))))
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    private Slot slot() {
        return new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
    }

    @Test
    void hitsThatANearCacheCountsAreScrapedBesideTheOthers() {
        assertThat(scrapeOfAllMeters())
                .contains("dynamocached_reads_total{cache=\"near\",result=\"hit\"} 0.0")
                .contains("dynamocached_reads_total{cache=\"near\",result=\"near_hit\"} 4.0")
                .contains(
                        "cache_gets_total{cache=\"near\",cache_manager=\"dynamocached\",name=\"near\",result=\"hit\"} 4.0")
                .contains("dynamocached_units_saved_total{cache=\"near\"} 2.5")
                .contains("dynamocached_near_age_seconds_count{cache=\"near\"} 4")
                .contains("dynamocached_near_age_seconds_sum{cache=\"near\"} 0.6");
    }

    @Test
    void knownReadsAndWritesAreScrapedExactly() {
        Slot present = slot();
        Slot absent = slot();
        for (int i = 0; i < 4; i++) {
            metered.node().read(present, () -> "value");
        }
        metered.node().read(absent, () -> null);
        metered.node().read(absent, () -> null);
        metered.node().evict(present);
        metered.node().read(present, () -> "value");
        assertThat(registry.scrape().lines())
                .contains(
                        "dynamocached_reads_total{cache=\"users\",result=\"hit\"} 3.0",
                        "dynamocached_reads_total{cache=\"users\",result=\"negative_hit\"} 1.0",
                        "dynamocached_reads_total{cache=\"users\",result=\"miss\"} 3.0",
                        "dynamocached_reads_total{cache=\"users\",result=\"stale_hit\"} 0.0",
                        "dynamocached_reads_total{cache=\"users\",result=\"bypass\"} 0.0",
                        "dynamocached_loads_seconds_count{cache=\"users\",outcome=\"success\"} 3",
                        "dynamocached_loads_seconds_count{cache=\"users\",outcome=\"failure\"} 0",
                        "dynamocached_fills_total{cache=\"users\",outcome=\"stored\"} 3.0",
                        "dynamocached_evictions_total{cache=\"users\",outcome=\"acknowledged\"} 1.0",
                        "dynamocached_hits_age_seconds_count{cache=\"users\",result=\"hit\"} 3",
                        "cache_gets_total{cache=\"users\",cache_manager=\"dynamocached\",name=\"users\",result=\"hit\"} 4.0",
                        "cache_gets_total{cache=\"users\",cache_manager=\"dynamocached\",name=\"users\",result=\"miss\"} 3.0",
                        "cache_puts_total{cache=\"users\",cache_manager=\"dynamocached\",name=\"users\"} 3.0",
                        "cache_evictions_total{cache=\"users\",cache_manager=\"dynamocached\",name=\"users\"} 1.0");
    }

    /** Needs the package {@code prometheus} of Debian. */
    @Test
    @Tag("full")
    void alertsPassTheirTests() throws Exception {
        boolean isInstalled = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROMTOOL)));
        assumeTrue(isInstalled, "There is no promtool. On Debian, install prometheus.");
        Process tests = new ProcessBuilder(PROMTOOL, "test", "rules", "alerts-tests.yml")
                .directory(MONITORING.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(tests.getInputStream().readAllBytes(), UTF_8);
        assertThat(tests.waitFor()).as(output).isZero();
    }
}
