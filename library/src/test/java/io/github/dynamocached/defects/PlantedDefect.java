package io.github.dynamocached.defects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A fault that somebody could make: a piece of one source file, what stands there instead, and the tests that must notice.
 *
 * @param name what is wrong then, as the name of its file says
 * @param file the source file, below the folder of the package {@code io.github.dynamocached}
 * @param tests the simple names of the test classes
 * @param before the piece, which the file has once
 * @param after what stands there instead
 */
record PlantedDefect(String name, String file, List<String> tests, String before, String after) {

    private static final Path DEFECTS = Path.of("src/test/resources/defects");
    private static final String PACKAGE = "io/github/dynamocached/";

    static List<PlantedDefect> all() {
        try (Stream<Path> files = Files.list(DEFECTS)) {
            return files.sorted().map(PlantedDefect::read).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static PlantedDefect read(Path path) {
        String text = textOf(path);
        String[] parts = text.split("(?m)^-{3} (before|after)\n", -1);
        assertThat(parts).as("parts of %s", path).hasSize(3);
        List<String> head = parts[0].lines().toList();
        return new PlantedDefect(
                path.getFileName().toString().replace(".txt", "").replace('-', ' '),
                head.get(0).replace("file: ", ""),
                Arrays.asList(head.get(1).replace("tests: ", "").split(", ", -1)),
                parts[1].strip(),
                parts[2].strip());
    }

    private static String textOf(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes the class file or the script with the defect in it. */
    void plant(Path classes) throws IOException {
        boolean script = file.endsWith(".lua");
        Path source = Path.of(script ? "src/main/resources" : "src/main/java", PACKAGE, file);
        String text = Files.readString(source);
        assertThat(text).as("source of '%s'", name).containsOnlyOnce(before);
        Path planted = classes.resolve(PACKAGE + file);
        Files.createDirectories(planted.getParent());
        Files.writeString(planted, text.replace(before, after));
        if (!script) {
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-nowarn",
                            "-parameters",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-d",
                            classes.toString(),
                            planted.toString());
            assertThat(result).as("compilation of '%s'", name).isZero();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
