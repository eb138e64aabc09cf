package io.github.dynamocached.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until servers have reached a state by themselves. */
final class Conditions {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Conditions() {}

    /** Whether a condition becomes true within a time. */
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

    /** Waits for a condition, at most one minute. */
    static void await(BooleanSupplier condition, String aim) {
        if (!holds(condition, PATIENCE)) {
            throw new IllegalStateException("The servers did not " + aim + " within " + PATIENCE + ".");
        }
    }
}
