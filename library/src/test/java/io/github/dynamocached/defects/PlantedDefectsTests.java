package io.github.dynamocached.defects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plants one defect at a time in the library and runs the tests that must notice it, each time in a JVM of its own. A file
 * in {@code src/test/resources/defects} describes a defect. Without a defect the same tests pass.
 */
@Tag("defects")
class PlantedDefectsTests {

    private static final Path SOURCES = Path.of("src");

    @TempDir
    private Path classes;

    private static List<PlantedDefect> defects() {
        return PlantedDefect.all();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void defectIsNoticed(PlantedDefect defect) throws Exception {
        defect.plant(classes);
        List<String> output = new ArrayList<>();
        int end = run(defect.tests(), output);
        assertThat(end).as("%s: end of the tests %s", defect, defect.tests()).isNotEqualTo(TestRun.GREEN);
        System.out.printf(
                "Planted: %s: %s%n",
                defect,
                output.stream()
                        .filter(line -> line.startsWith("Failed: "))
                        .findFirst()
                        .orElse("the tests ended with " + end));
    }

    @Test
    void withoutADefectTheSameTestsPass() throws Exception {
        List<String> output = new ArrayList<>();
        List<String> tests = defects().stream()
                .flatMap(defect -> defect.tests().stream())
                .distinct()
                .toList();
        assertThat(run(tests, output)).as("%s", output).isEqualTo(TestRun.GREEN);
    }

    private int run(List<String> tests, List<String> output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                TestRun.class.getName()));
        for (String test : tests) {
            command.add(fullNameOf(test));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.inputReader()
                .lines()
                .filter(line -> line.startsWith("Failed: ") || line.startsWith("No test has"))
                .forEach(output::add);
        return process.waitFor();
    }

    private static String fullNameOf(String test) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith(test + ".java") || file.endsWith(test + ".kt"))
                    .map(file -> SOURCES.relativize(file))
                    .map(file -> file.subpath(2, file.getNameCount()).toString())
                    .map(file -> file.substring(0, file.lastIndexOf('.')))
                    .map(file -> file.replace(File.separatorChar, '.'))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no test class " + test));
        }
    }
}
