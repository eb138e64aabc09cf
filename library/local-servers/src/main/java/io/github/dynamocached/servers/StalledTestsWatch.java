package io.github.dynamocached.servers;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends the JVM when no test has begun or ended for too long. JUnit interrupts a test after its time limit. But a thread that
 * waits for a lock or a future may ignore that, and the build would never end. Before the end, this class prints the last
 * test that began and the stacks of all threads. It writes past everything that captures the output of tests.
 *
 * <p>It does nothing without the parameter {@value #LONGEST_SILENCE}. Test runs find this class through
 * {@code META-INF/services}.
 */
public final class StalledTestsWatch implements TestExecutionListener {

    static final String LONGEST_SILENCE = "dynamocached.tests.longest-silence";

    private final PrintStream out;
    private final Runnable end;
    private volatile long lastEvent = System.nanoTime();
    private volatile String lastTest = "no test";
    private @Nullable ScheduledExecutorService clock;

    /** A watch that ends this JVM with exit code 1. */
    public StalledTestsWatch() {
        this(
                new PrintStream(new FileOutputStream(FileDescriptor.err)),
                () -> Runtime.getRuntime().halt(1));
    }

    StalledTestsWatch(PrintStream out, Runnable end) {
        this.out = out;
        this.end = end;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        plan.getConfigurationParameters().get(LONGEST_SILENCE).ifPresent(text -> watch(Duration.parse(text)));
    }

    private void watch(Duration longest) {
        lastEvent = System.nanoTime();
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "stalled-tests-watch");
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(1, longest.toMillis() / 20);
        Future<?> unused = clock.scheduleWithFixedDelay(() -> look(longest), pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look(Duration longest) {
        if (System.nanoTime() - lastEvent > longest.toNanos()) {
            out.printf("No test has begun or ended for %s. The last test that began: %s%n", longest, lastTest);
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                out.println(thread);
                Arrays.stream(stack).forEach(frame -> out.println("\tat " + frame));
            });
            out.flush();
            end.run();
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        lastEvent = System.nanoTime();
        lastTest = test.getUniqueId();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        lastEvent = System.nanoTime();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
