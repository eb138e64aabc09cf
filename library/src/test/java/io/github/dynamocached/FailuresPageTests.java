package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the page about failures names the tests that show it, and those tests exist. */
class FailuresPageTests {

    private static final Path PAGE = Path.of("docs", "failures.md");
    private static final List<Path> SOURCES = Stream.of(".", "../autoconfigure", "../example-app")
            .map(module -> Path.of(module, "src"))
            .toList();
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)?(?:\\.(\\w+))?`");

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(rowsOf(page)).hasSizeGreaterThan(20);
        assertThat(problemsOf(page)).isEmpty();
    }

    @Test
    void mistakesWouldBeFound() throws IOException {
        String page = """
                | what | test |
                |---|---|
                | good | `FailuresPageTests.mistakesWouldBeFound`, `.everyRowNamesTestsThatExist` |
                | none | - |
                | no class | `MissingTests` |
                | no method | `FailuresPageTests.mistakes` |
                | no test | `FailuresPageTests.problemsOf` |

                | of something else | meaning |
                |---|---|
                | row | - |
                """;
        assertThat(problemsOf(page))
                .containsExactly(
                        "| none | - |: no test",
                        "| no class | `MissingTests` |: there is no MissingTests",
                        "| no method | `FailuresPageTests.mistakes` |: there is no FailuresPageTests.mistakes",
                        "| no test | `FailuresPageTests.problemsOf` |: there is no FailuresPageTests.problemsOf");
    }

    /** The rows of all tables whose last column holds tests. */
    private static List<String> rowsOf(String page) {
        List<String> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : page.lines().toList()) {
            if (line.endsWith("| test |")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable && !line.startsWith("|---")) {
                rows.add(line);
            }
        }
        return rows;
    }

    private static List<String> problemsOf(String page) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String row : rowsOf(page)) {
            List<String> cells = Arrays.asList(row.split("\\|", -1));
            Matcher names = NAME.matcher(cells.get(cells.size() - 2));
            String type = "";
            if (!names.find()) {
                problems.add(row + ": no test");
                continue;
            }
            do {
                type = names.group(1) == null ? type : names.group(1);
                String method = names.group(2);
                if (!isTest(type, method)) {
                    problems.add(row + ": there is no " + type + (method == null ? "" : "." + method));
                }
            } while (names.find());
        }
        return problems;
    }

    private static boolean isTest(String type, String method) throws IOException {
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(path -> path.endsWith(type + ".java")).toList()) {
                    String source = Files.readString(file);
                    return source.contains("Test") && (method == null || isTestMethod(source, method));
                }
            }
        }
        return false;
    }

    private static boolean isTestMethod(String source, String method) {
        return Pattern.compile("@(Parameterized)?Test\\b(?:(?!\\bvoid\\b)[\\s\\S])*\\bvoid " + method + "\\(")
                .matcher(source)
                .find();
    }
}
