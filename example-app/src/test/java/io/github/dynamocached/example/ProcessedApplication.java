package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * The example after what {@code spring-boot:process-aot} does: its bean definitions are code, and its proxies are classes.
 *
 * @param classes compiled code and generated classes
 * @param resources metadata for a native image
 */
record ProcessedApplication(Path classes, Path resources) {

    /** Processes and compiles the example. The profile and the properties that conditions ask for are those of the arguments. */
    static ProcessedApplication of(Path folder, String... arguments) throws Exception {
        Path sources = folder.resolve("sources");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path resources = folder.resolve("resources");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ChildApplication.classPath().collect(Collectors.joining(File.pathSeparator)),
                SpringApplicationAotProcessor.class.getName(),
                ExampleApplication.class.getName(),
                sources.toString(),
                resources.toString(),
                classes.toString(),
                "io.github.dynamocached",
                "example"));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        compile(sources, classes);
        return new ProcessedApplication(classes, resources);
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                Stream.concat(Stream.of(classes.toString()), ChildApplication.classPath())
                        .collect(Collectors.joining(File.pathSeparator))));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(options::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, options.toArray(String[]::new)))
                .isZero();
    }

    /** Starts the processed application. */
    ChildApplication started(String... arguments) throws IOException {
        return ChildApplication.startedAheadOfTime(List.of(classes.toString(), resources.toString()), arguments);
    }

    boolean hasClass(String name) {
        return Files.exists(classes.resolve(name.replace('.', '/') + ".class"));
    }

    /** What a native image would be told. */
    String nativeMetadata() throws IOException {
        return Files.readString(
                        resources.resolve(
                                "META-INF/native-image/io.github.dynamocached/example/reachability-metadata.json"),
                        StandardCharsets.UTF_8)
                .replace("\\/", "/");
    }
}
