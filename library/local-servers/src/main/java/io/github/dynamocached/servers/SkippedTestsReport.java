package io.github.dynamocached.servers;

import java.io.PrintStream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints each test that this machine cannot run, with the reason. Without it, a build shows only a number, and a test that
 * never runs looks like one that passes. Test runs find this class through {@code META-INF/services}.
 */
public final class SkippedTestsReport implements TestExecutionListener {

    private final PrintStream out;

    /** A report on the standard output. */
    public SkippedTestsReport() {
        this(System.out);
    }

    SkippedTestsReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        print(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            print(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private void print(TestIdentifier test, String reason) {
        out.printf("Skipped: %s: %s%n", nameOf(test), reason);
    }

    private static String nameOf(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? simple(method.getClassName()) + "." + method.getMethodName()
                        : source instanceof ClassSource type ? simple(type.getClassName()) : null)
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
