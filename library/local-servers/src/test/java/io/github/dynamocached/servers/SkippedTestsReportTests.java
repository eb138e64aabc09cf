package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsReportTests {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private String reportOf(Class<?> tests) {
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(
                                new SkippedTestsReport(new PrintStream(output, true, StandardCharsets.UTF_8)))
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(tests))
                        .build());
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void testsThatCannotRunAreNamedWithTheirReasons() {
        assertThat(reportOf(Methods.class).lines())
                .containsExactlyInAnyOrder(
                        "Skipped: SkippedTestsReportTests$Methods.disabled: Needs another machine",
                        "Skipped: SkippedTestsReportTests$Methods.aborted: Assumption failed: There is no python3");
    }

    @Test
    void classThatCannotRunIsNamedOnce() {
        assertThat(reportOf(Whole.class).lines())
                .containsExactly("Skipped: SkippedTestsReportTests$Whole: Needs a newer JDK");
    }

    static final class Methods {

        @Test
        void passes() {
            assertThat(true).isTrue();
        }

        @Test
        @Disabled("Needs another machine")
        void disabled() {}

        @Test
        void aborted() {
            assumeTrue(false, "There is no python3");
        }
    }

    @Disabled("Needs a newer JDK")
    static final class Whole {

        @Test
        void never() {}
    }
}
