package io.github.dynamocached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the page of the keys says is so: its table here, and its Python where there is a Python. */
class KeysPageTests {

    private static final Path PAGE = Path.of("docs", "keys.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*|no part.*) \\| `([^`]+)` \\|$");
    private static final Pattern PYTHON = Pattern.compile("(?s)```python\n(.*?)```\n```\n(.*?)```");

    /** The parts of each row, by how it begins. */
    private static final Map<String, List<List<?>>> PARTS = Map.ofEntries(
            Map.entry("`\"user123\"`", List.of(List.of("user123"))),
            Map.entry("`\"SESSION#1\"`, ", List.of(List.of("SESSION#1", "TURN#7"))),
            Map.entry("`\"a:b\"`, ", List.of(List.of("a:b", "c"))),
            Map.entry("`\"a\"`, ", List.of(List.of("a", "b:c"))),
            Map.entry("`\"Zoë\"`", List.of(List.of("Zoë"))),
            Map.entry(
                    "`42L`, or ", List.of(List.of(42L), List.of(42), List.of(new BigDecimal("42.00")), List.of("42"))),
            Map.entry("`0.50`", List.of(List.of(0.50))),
            Map.entry("`true`", List.of(List.of(true))),
            Map.entry("`Plan.GOLD`", List.of(List.of(Plan.GOLD))),
            Map.entry("`Instant.parse", List.of(List.of(Instant.parse("2026-11-21T10:00:00Z")))),
            Map.entry("`new byte[]", List.of(List.of(new byte[] {-5, -1}))),
            Map.entry("`List.of", List.of(List.of(List.of("a", "b")), Collections.singletonList(new String[] {"a", "b"
            }))),
            Map.entry("`Set.of", List.of(List.of(Set.of("b", "a")))),
            Map.entry("`Optional.of", List.of(List.of(Optional.of("a")))),
            Map.entry("`null`, ", List.of(Collections.singletonList(null), List.of(Optional.empty()))),
            Map.entry("no part", List.of(List.of())));

    private enum Plan {
        GOLD
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        String page = page();
        Matcher row = ROW.matcher(page.substring(0, page.indexOf("## Records")));
        while (row.find()) {
            rows.put(row.group(1), row.group(2));
        }
        return rows;
    }

    @Test
    void everyRowOfTheTableIsSo() {
        Map<String, String> rows = rows();
        assertThat(rows).hasSameSizeAs(PARTS);
        PARTS.forEach((beginning, all) -> {
            String text = rows.entrySet().stream()
                    .filter(row -> row.getKey().startsWith(beginning))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("no row " + beginning);
            assertThat(all)
                    .allSatisfy(parts ->
                            assertThat(CacheKey.of("users", parts).text()).isEqualTo(text));
        });
        assertThat(CacheKey.of("users", List.of(List.of())).text()).isEqualTo("(@none)");
    }

    @Test
    void outputOfThePythonExampleIsOfTheGrammar() {
        assertThat(python(2).lines())
                .containsExactly(
                        key("users", "user123"),
                        key("turns", "SESSION#1", "TURN#7"),
                        key("users", "Zoë", 42),
                        key("turns", "t", List.of("s1", 7)),
                        key("turns", null, Arrays.asList(null, List.of())));
    }

    private static String key(String cache, @Nullable Object... parts) {
        return "dynamocached:" + cache + ":"
                + CacheKey.of(cache, Arrays.asList(parts)).text();
    }

    @Test
    void pythonExampleWritesItsOutput() throws Exception {
        Process python =
                new ProcessBuilder("sh", "-c", "command -v python3 > /dev/null || exit 77; exec python3 -").start();
        try (var script = python.getOutputStream()) {
            script.write(python(1).getBytes(UTF_8));
        } catch (IOException gone) {
            assumeTrue(python.waitFor(60, TimeUnit.SECONDS) && python.exitValue() != 77, "There is no python3");
            throw gone;
        }
        String output = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assumeTrue(python.exitValue() != 77, "There is no python3");
        assertThat(output).isEqualTo(python(2));
    }

    private static String python(int group) {
        Matcher example = PYTHON.matcher(page());
        assertThat(example.find()).isTrue();
        return String.valueOf(example.group(group));
    }
}
