package io.github.dynamocached;

import java.util.concurrent.CompletionStage;

/** A running warm-up. Thread-safe. */
public interface RunningWarmUp {

    /**
     * Stops the warm-up: no further key is read, and the running calls are interrupted. Returns at once. Stored values stay.
     */
    void stop();

    /**
     * The result, as soon as the warm-up has ended.
     *
     * @return completes on a thread of the warm-up when its last call has ended. Fails with the exception of the iterator of
     *     the keys, if that threw. Completing or cancelling it has no effect on the warm-up
     */
    CompletionStage<WarmUpResult> result();

    /**
     * Waits on the calling thread until the last call has ended. An interrupt ends the wait, not the warm-up.
     *
     * @return the result of the warm-up
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if the iterator of the keys threw; its exception is the cause
     */
    WarmUpResult await() throws InterruptedException;
}
