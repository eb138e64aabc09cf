package io.github.dynamocached.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what servers do by themselves. */
final class Conditions {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Conditions() {}

    /** Whether a condition holds before a time is over. */
    static boolean holds(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    /** Waits a minute for a condition at most. */
    static void await(BooleanSupplier condition, String aim) {
        if (!holds(condition, PATIENCE)) {
            throw new IllegalStateException("The servers did not " + aim + " within " + PATIENCE + ".");
        }
    }
}
