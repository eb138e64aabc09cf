package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.NearState;
import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.StreamState;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.redis.Connections;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page about the meters names all of them and no other, with the values of their tags. */
class MetricsPageTests {

    private static final Path PAGE = Path.of("docs", "metrics.md");
    private static final Path FAILURES = Path.of("docs", "failures.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `((?:dynamocached|cache)\\.[a-z.]+)` \\| ([a-z]+) \\| (.*?) \\| (.*?) \\|$");
    private static final Pattern VALUE =
            Pattern.compile("(?m)^\\| `((?:dynamocached|cache)\\.[a-z.]+)` \\| `([a-z]+)` \\| `([a-z_]+)` \\| .+ \\|$");
    private static final Pattern MOVES = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*)\\{([a-z_]+)}`");

    private final MeteredNode metered = new MeteredNode(Connections.shared(), Node.SETTINGS);

    @AfterEach
    void stop() {
        metered.node().close();
    }

    private List<Meter> meters() {
        CacheMeters meters = new CacheMeters(metered.registry());
        meters.onCommand("HMGET", 0);
        meters.onReplicaRead(ReplicaReadResult.ANSWERED);
        meters.onNear("users", () -> new NearState(0, 0, 0, 0, Duration.ZERO, 0, 0, 0, null));
        for (CommandFailure reason : CommandFailure.values()) {
            meters.onCommandFailure("HMGET", reason);
        }
        new StreamMeters(metered.registry())
                .onStream(
                        "users",
                        () -> new StreamState(
                                "users", false, 0, Duration.ZERO, false, Optional.empty(), Optional.empty()));
        return metered.registry().getMeters();
    }

    private static String typeOf(Meter meter) {
        return meter.getId().getType().name().toLowerCase(Locale.ROOT);
    }

    private static String keysOf(Meter meter) {
        return meter.getId().getTags().stream()
                .map(Tag::getKey)
                .sorted()
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(", "));
    }

    @Test
    void firstTableHasARowForEveryMeterAndNoOther() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (Meter meter : meters()) {
            expected.put(
                    meter.getId().getName(),
                    typeOf(meter) + " | " + keysOf(meter) + " | "
                            + meter.getId().getDescription());
        }
        Map<String, String> written = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(PAGE));
        while (rows.find()) {
            String before = written.put(rows.group(1), rows.group(2) + " | " + rows.group(3) + " | " + rows.group(4));
            assertThat(before).isNull();
        }
        assertThat(written).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void secondTableHasARowForEveryValueOfATagAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Meter meter : meters()) {
            for (Tag tag : meter.getId().getTags()) {
                if (!Set.of("cache", "cache.manager", "name", "command", "commands", "table")
                        .contains(tag.getKey())) {
                    expected.add(meter.getId().getName() + " " + tag.getKey() + " " + tag.getValue());
                }
            }
        }
        Set<String> written = new TreeSet<>();
        Matcher values = VALUE.matcher(Files.readString(PAGE));
        while (values.find()) {
            written.add(values.group(1) + " " + values.group(2) + " " + values.group(3));
        }
        assertThat(written).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void pageAboutFailuresNamesMetersAndValuesThatExist() throws IOException {
        List<Meter> meters = meters();
        Matcher moves = MOVES.matcher(Files.readString(FAILURES));
        assertThat(moves.results().count()).isGreaterThan(15);
        moves.reset();
        while (moves.find()) {
            assertThat(meters)
                    .as(moves.group())
                    .anyMatch(meter -> meter.getId().getName().equals("dynamocached." + moves.group(1))
                            && meter.getId().getTags().stream()
                                    .anyMatch(tag -> tag.getValue().equals(moves.group(2))));
        }
    }

    @Test
    void everyFailureSaysWhatMoves() throws IOException {
        List<String> rows = rowsOfTablesWith("what moves");
        assertThat(rows)
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(
                                MOVES.matcher(row).find() || row.contains(" | - | ") || row.contains(" | the same | "))
                        .isTrue());
    }

    /** The rows of the tables that have a column of that name. */
    private static List<String> rowsOfTablesWith(String column) throws IOException {
        List<String> rows = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(FAILURES)) {
            if (within && line.startsWith("| ")) {
                rows.add(line);
            }
            within = line.startsWith("|") && (within || line.contains("| " + column + " |"));
        }
        return rows;
    }

    @Test
    void everyMeterIsDescribed() {
        assertThat(meters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
    }
}
