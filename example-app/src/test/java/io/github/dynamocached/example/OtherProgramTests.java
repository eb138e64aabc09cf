package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example as it is started, and a second writer that does not know the library. */
@Tag("full")
class OtherProgramTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void nextReadSeesWhatAnotherProgramHasWritten() throws Exception {
        try (ChildApplication application = ChildApplication.started("--dynamocached.redis.timeout=5s")) {
            ServiceClient service = application.awaitService();
            String endpoint =
                    application.awaitLog("curl (http://127\\.0\\.0\\.1:\\d+) ").group(1);
            service.awaitCache();
            awaitHit(service);

            assertThat(run(endpoint, "user123", "Ada Lovelace")).isZero();

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(service.get("/users/user123").text("/name"))
                                    .isEqualTo("Ada Lovelace"));
            awaitHit(service);
            assertThat(service.get("/users/user123").text("/name")).isEqualTo("Ada Lovelace");
        }
    }

    /** The log invites to type it. */
    @Test
    void commandOfTheLogWritesToo() throws Exception {
        try (ChildApplication application = ChildApplication.started("--dynamocached.redis.timeout=5s")) {
            ServiceClient service = application.awaitService();
            Matcher command = application.awaitLog("(curl http://127\\.0\\.0\\.1:\\d+ .*)\\\\$");
            String header = application.awaitLog("(-H 'Authorization: .*)\\\\$").group(1);
            String body = application.awaitLog("(-d '.*')$").group(1);
            service.awaitCache();
            awaitHit(service);

            Process curl = new ProcessBuilder("sh", "-c", command.group(1) + " " + header + " " + body + " -s")
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{}");

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(service.get("/users/user123").text("/name"))
                                    .isEqualTo("Ada"));
        }
    }

    private static void awaitHit(ServiceClient service) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(service.get("/users/user123").cache()).containsExactly("HIT"));
    }

    /** With the class of the program and with jars, but without the library and the example. */
    private static int run(String... arguments) throws IOException, InterruptedException {
        String classes = OtherProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.toString().endsWith(".jar")
                        && !entry.getFileName().toString().startsWith("dynamocached"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + File.pathSeparator + jars,
                OtherProgram.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
