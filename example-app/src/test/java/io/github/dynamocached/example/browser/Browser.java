package io.github.dynamocached.example.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;

/**
 * A headless Chromium or Chrome. Tests are skipped on a machine without one, but not where the environment variable
 * {@code CI} is set: there they fail.
 */
public final class Browser implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final String MISSING =
            "No Chromium was found, so nothing tests the live page in a browser. Install one"
                    + " (Debian: apt-get install chromium), or set the environment variable CHROMIUM to the path of one.";

    private final Process process;
    private final Path profile;
    private final DevTools devTools;

    private Browser(Process process, Path profile, DevTools devTools) {
        this.process = process;
        this.profile = profile;
        this.devTools = devTools;
    }

    /** Starts a browser. */
    public static Browser start() {
        Optional<Path> executable = find();
        if (executable.isEmpty() && System.getenv("CI") != null) {
            throw new IllegalStateException(MISSING);
        }
        Assumptions.assumeTrue(executable.isPresent(), MISSING);
        try {
            return start(executable.orElseThrow());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Opens an empty tab of a size in pixels. */
    public Tab open(int width, int height) {
        String target = devTools.call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asString();
        String session = devTools.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        return new Tab(devTools, session, target, width, height);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
            FileSystemUtils.deleteRecursively(profile);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Browser start(Path executable) throws IOException {
        Path profile = Files.createTempDirectory("browser-of-tests");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Browser(process, profile, new DevTools(addressOf(process)));
    }

    private static URI addressOf(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                drain(output);
                return URI.create(address.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("The browser ended before it could be driven. It printed: " + seen);
    }

    /** Keeps the pipe from filling up, which would block the browser. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(
                () -> {
                    try (Stream<String> lines = output.lines()) {
                        lines.forEach(line -> {});
                    } catch (UncheckedIOException ended) {
                        // The browser has ended.
                    }
                },
                "output-of-browser");
        reader.setDaemon(true);
        reader.start();
    }

    private static Optional<Path> find() {
        String given = System.getenv("CHROMIUM");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
