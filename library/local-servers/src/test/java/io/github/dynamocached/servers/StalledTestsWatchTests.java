package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class StalledTestsWatchTests {

    private static volatile CountDownLatch freed = new CountDownLatch(1);

    @Test
    void testThatWaitsForeverIsPrintedWithAllStacksAndEndsTheJvm() {
        freed = new CountDownLatch(1);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        StalledTestsWatch watch =
                new StalledTestsWatch(new PrintStream(output, true, StandardCharsets.UTF_8), () -> freed.countDown());
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(watch)
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(Waiting.class))
                        .configurationParameter(StalledTestsWatch.LONGEST_SILENCE, "PT0.2S")
                        .build());
        assertThat(freed.getCount()).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .startsWith("No test has begun or ended for PT0.2S. The last test that began: [engine:junit-jupiter]")
                .contains("[method:waits()]")
                .contains("StalledTestsWatchTests$Waiting.waits(StalledTestsWatchTests.java");
    }

    static final class Waiting {

        @Test
        void waits() throws InterruptedException {
            assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
