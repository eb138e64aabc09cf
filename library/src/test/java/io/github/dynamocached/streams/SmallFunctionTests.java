package io.github.dynamocached.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.SharedServers;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The evictor in a JVM without Spring, Lambda's libraries, the enhanced client and the parts of Jackson that bind data. */
class SmallFunctionTests {

    private static final List<String> LEFT_OUT = List.of(
            "spring-",
            "aws-lambda-",
            "dynamodb-enhanced-",
            "jackson-databind-",
            "jackson-dataformat-",
            "micrometer-",
            "reactor-",
            "junit-",
            "logback-");

    @Test
    void evictorNeedsNoSpringAndNoLibraryOfLambda() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(SmallFunctionTests::isNeeded)
                .collect(Collectors.joining(File.pathSeparator));
        Process function = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-verbose:class",
                        "-cp",
                        classPath,
                        FunctionProcess.class.getName(),
                        String.valueOf(SharedServers.redis().port()))
                .redirectErrorStream(true)
                .start();
        List<String> output;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(function.getInputStream(), UTF_8))) {
            output = lines.lines().toList();
        } finally {
            function.destroyForcibly();
        }

        assertThat(output).contains("{\"batchItemFailures\":[]}");
        assertThat(output).anyMatch(line -> line.contains(" " + StreamsEvictor.class.getName() + " "));
        assertThat(output)
                .noneMatch(line -> line.contains(" org.springframework."))
                .noneMatch(line -> line.contains(" com.amazonaws.services.lambda."));
    }

    private static boolean isNeeded(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return LEFT_OUT.stream().noneMatch(name::startsWith);
    }
}
