package io.github.dynamocached.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of compatible versions, the workflow that tests them, the build and the README name the same ones. */
class CompatibilityPageTests {

    private static final Path ROOT = Path.of("..");
    private static final String EXECUTABLE =
            "library/local-servers/src/main/java/io/github/dynamocached/servers/RedisExecutable.java";
    private static final String BUNDLED = "VERSION = \"([0-9.]+)\";";
    private static final String SERVERS = "| server | version | tests |";
    private static final Pattern SERVER = Pattern.compile("server: ((?:redis|valkey)-[\\w.-]+) }");

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String workflow() {
        String workflow = read(".github/workflows/verify.yml");
        return workflow.substring(workflow.indexOf("\n  compatibility:\n"), workflow.indexOf("\n  full:\n"));
    }

    /** The versions of one axis of the matrix. */
    private static List<String> axis(String name) {
        return List.of(only("(?m)^ +" + name + ": \\[(.*)]$", workflow()).split(", "));
    }

    private static String only(String pattern, String text) {
        Matcher matches = Pattern.compile(pattern).matcher(text);
        assertThat(matches.find()).as(pattern).isTrue();
        String found = matches.group(1);
        assertThat(matches.find()).as("%s once", pattern).isFalse();
        return found;
    }

    private static String property(String name) {
        return only("<" + Pattern.quote(name) + ">(.*)</", read("pom.xml"));
    }

    private static String readme(String row) {
        return only("(?m)^\\| " + row + " \\| (.*) \\|$", read("README.md"));
    }

    /** The rows of a table of the page, each as its cells. */
    private static List<List<String>> table(String head) {
        List<List<String>> rows = read("library/docs/compatibility.md")
                .lines()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        assertThat(rows).as(head).hasSizeGreaterThan(1);
        return rows;
    }

    private static List<String> firstCells(String head) {
        return table(head).stream().map(row -> row.get(0)).toList();
    }

    @Test
    void theWorkflowTestsTheJavaVersionsOfThePage() {
        assertThat(axis("java")).isEqualTo(firstCells("| Java | tests |"));
        assertThat(axis("java").get(0)).isEqualTo(property("maven.compiler.release"));
        assertThat(readme("Java")).isEqualTo(axis("java").get(0) + " or newer");
    }

    @Test
    void theWorkflowTestsTheVersionsOfSpringBootOfThePage() {
        List<String> versions = axis("boot");
        assertThat(versions).isEqualTo(firstCells("| Spring Boot | tests |")).contains(property("spring-boot.version"));
        List<String> released =
                versions.stream().filter(version -> !version.contains("-")).toList();
        assertThat(readme("Spring Boot"))
                .isEqualTo(String.join(
                        " and ",
                        released.stream().map(CompatibilityPageTests::minor).toList()));
    }

    @Test
    void theWorkflowTestsTheServersOfThePage() {
        List<String> tested = new ArrayList<>();
        tested.add("bundled redis-" + only(BUNDLED, read(EXECUTABLE)));
        SERVER.matcher(workflow()).results().map(match -> match.group(1)).forEach(tested::add);
        List<String> shown = table(SERVERS).stream()
                .map(row -> row.get(0).toLowerCase(Locale.ROOT) + "-" + row.get(1))
                .toList();
        assertThat(shown).isEqualTo(tested);
        assertThat(readme("Redis")).isEqualTo(oldest("Redis") + " or newer");
        assertThat(readme("Valkey")).isEqualTo(oldest("Valkey") + " or newer");
    }

    @Test
    void eachServerOfTheWorkflowIsTestedWithTheVersionsOfTheBuild() {
        List<MatchResult> lines = Pattern.compile("- \\{ java: (\\d+), boot: ([^,]+), server: \\S+ }")
                .matcher(workflow())
                .results()
                .toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.group(1)).isEqualTo(property("maven.compiler.release"));
            assertThat(line.group(2)).isEqualTo(property("spring-boot.version"));
        });
    }

    @Test
    void theReadmeNamesTheVersionsOfTheLibrariesThatTheBuildHas() {
        assertThat(readme("AWS SDK")).isEqualTo(minor(property("aws-sdk.version")));
        assertThat(readme("Redisson")).isEqualTo(minor(property("redisson.version")));
    }

    private static String oldest(String server) {
        return minor(table(SERVERS).stream()
                .filter(row -> row.get(0).equals(server))
                .findFirst()
                .orElseThrow()
                .get(1));
    }

    private static String minor(String version) {
        return version.substring(0, version.indexOf('.', version.indexOf('.') + 1));
    }
}
