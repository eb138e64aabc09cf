package io.github.dynamocached.example;

import io.github.dynamocached.servers.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The example in another JVM, on a free port. */
public final class ChildApplication implements AutoCloseable {

    private static final String TEST_CLASSES = Path.of("target", "test-classes").toString();
    private static final List<String> LEFT_OUT_OF_THE_JAR =
            List.of("local-servers", "DynamoDBLocal", "embedded-redis", "sqlite4java");

    private final Process process;
    private final BufferedReader log;
    private final StringBuilder read = new StringBuilder();

    private ChildApplication(Process process) {
        this.process = process;
        this.log = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the example as {@code spring-boot:run} does. */
    public static ChildApplication started(String... arguments) throws IOException {
        return start(classPath(), arguments);
    }

    /** Starts the example as the packaged jar does, without the optional dependencies. */
    static ChildApplication startedAsPackaged(String... arguments) throws IOException {
        return start(classPath().filter(entry -> LEFT_OUT_OF_THE_JAR.stream().noneMatch(entry::contains)), arguments);
    }

    /** Starts the example from what was generated ahead of time, which comes first on the class path. */
    static ChildApplication startedAheadOfTime(List<String> generated, String... arguments) throws IOException {
        return start(Stream.concat(generated.stream(), classPath()), List.of("-Dspring.aot.enabled=true"), arguments);
    }

    /** Waits for a line of the log that matches. Returns its groups. */
    Matcher awaitLog(String pattern) throws IOException {
        Pattern compiled = Pattern.compile(pattern);
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            read.append(line).append('\n');
            Matcher matcher = compiled.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("The application ended without logging '" + pattern + "'. It logged:\n" + read);
    }

    public ServiceClient awaitService() throws IOException {
        return new ServiceClient(Integer.parseInt(
                awaitLog("curl -i http://localhost:(\\d+)/users/user123").group(1)));
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static ChildApplication start(Stream<String> classPath, String... arguments) throws IOException {
        return start(classPath, List.of(), arguments);
    }

    private static ChildApplication start(Stream<String> classPath, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChildJvm.tuning());
        command.addAll(List.of("-Daws.region=eu-central-1", "-Daws.accessKeyId=any", "-Daws.secretAccessKey=any"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath.collect(Collectors.joining(File.pathSeparator))));
        command.addAll(List.of(ExampleApplication.class.getName(), "--server.port=0"));
        command.addAll(List.of(arguments));
        return new ChildApplication(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The class path of the example, without its tests and without Spring Security, which only tests use. */
    static Stream<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(TEST_CLASSES))
                .filter(entry -> !entry.contains("spring-security") && !entry.contains("spring-boot-security"));
    }
}
