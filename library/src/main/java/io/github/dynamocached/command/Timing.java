package io.github.dynamocached.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The clock of this JVM and its timer, so that a test can put both in order. */
public interface Timing {

    /** The clock and the timer of the running JVM. */
    Timing SYSTEM = new Timing() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public CompletableFuture<Void> after(long nanos) {
            return CompletableFuture.runAsync(
                    () -> {}, CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run));
        }
    };

    /**
     * A moment: monotonic over all threads, and comparable by difference alone.
     *
     * @return nanoseconds
     */
    long nanos();

    /**
     * Completes when the given time has passed.
     *
     * @param nanos the time in nanoseconds
     * @return completes then
     */
    CompletableFuture<Void> after(long nanos);

    /**
     * Fails what is not done when the given time has passed, with a {@link java.util.concurrent.TimeoutException}. A command
     * has the time that this JVM had none for its answer besides, see {@link TimedWait}.
     *
     * @param future what is to fail
     * @param nanos the time in nanoseconds
     */
    default void limit(CompletableFuture<?> future, long nanos) {
        TimedWait.limit(future, nanos);
    }
}
