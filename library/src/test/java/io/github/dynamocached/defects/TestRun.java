package io.github.dynamocached.defects;

import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes in a JVM of its own. Prints what failed, and ends with {@link #GREEN} or {@link #RED}. */
final class TestRun implements TestExecutionListener {

    static final int GREEN = 0;
    static final int RED = 3;

    private int passed;
    private int failed;

    private TestRun() {}

    public static void main(String[] classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes)
                        .map(DiscoverySelectors::selectClass)
                        .toList())
                .filters(TagFilter.excludeTags("full"))
                .configurationParameter("junit.jupiter.execution.timeout.default", "60 s")
                .configurationParameter("dynamocached.tests.longest-silence", "PT2M")
                .build();
        TestRun run = new TestRun();
        LauncherFactory.create().execute(request, run);
        Runtime.getRuntime().halt(run.failed > 0 || run.passed == 0 ? RED : GREEN);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.FAILED) {
            failed++;
            System.out.println("Failed: " + test.getUniqueId().replaceAll("\\[[a-z-]+:|]", ""));
        } else if (test.isTest()) {
            passed++;
        }
    }
}
