package io.github.dynamocached.servers;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Lets each test wait longer for a condition than the ten seconds of Awaitility, which a busy machine may need. A condition that
 * holds ends the wait at once, so this costs time only where a test fails. Test runs find this class through
 * {@code META-INF/services}.
 */
public final class PatientWaits implements TestExecutionListener {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Awaitility.setDefaultTimeout(LONGEST_WAIT);
    }
}
