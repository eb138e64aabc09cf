package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aspectj.weaver.loadtime.Agent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the classes whose names end with {@code InWeaver} in a JVM whose agent weaves the classes when they are loaded. */
@Tag("full")
class WeaverTests {

    private static final int TESTS = 22 + 4 * 12;

    @Test
    void wovenMethodsAreCached(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        String weaver = Path.of(Agent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + weaver,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                InWeaver.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(log)).contains(TESTS + " tests passed, 0 failed");
    }

    /** The main class of the other JVM. */
    static final class InWeaver {

        private InWeaver() {}

        public static void main(String[] arguments) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(
                                            DiscoverySelectors.selectClass(WovenMethodsInWeaver.class),
                                            DiscoverySelectors.selectClass(BehaviourInWeaver.class),
                                            DiscoverySelectors.selectClass(RepositoryStylesInWeaver.class))
                                    .configurationParameter("junit.jupiter.execution.timeout.default", "60 s")
                                    .build(),
                            listener);
            TestExecutionSummary summary = listener.getSummary();
            summary.getFailures().forEach(failure -> {
                System.out.println(failure.getTestIdentifier().getDisplayName());
                failure.getException().printStackTrace(System.out);
            });
            System.out.println(
                    summary.getTestsSucceededCount() + " tests passed, " + summary.getTotalFailureCount() + " failed");
            Runtime.getRuntime().halt(0);
        }
    }
}
