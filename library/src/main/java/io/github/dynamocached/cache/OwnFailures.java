package io.github.dynamocached.cache;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/**
 * Failures of a load that concern only its own caller and not the database: the caller was interrupted or has cancelled its
 * load, or its thread met an error of the JVM or of a class. Callers that waited for such a load start again.
 */
final class OwnFailures {

    private static final int DEEPEST_CAUSE = 10;

    private OwnFailures() {}

    /** Whether a failure is one of them. Asked on the thread that the load has ended on. */
    static boolean contain(Throwable failure) {
        if (Thread.currentThread().isInterrupted() || failure instanceof Error) {
            return true;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOwn(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOwn(Throwable cause) {
        return cause instanceof InterruptedException
                || cause instanceof ClosedByInterruptException
                || cause instanceof CancellationException;
    }
}
