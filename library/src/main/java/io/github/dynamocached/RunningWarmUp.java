package io.github.dynamocached;

import java.util.concurrent.CompletionStage;

/** A warm-up under way. May be used by any thread. */
public interface RunningWarmUp {

    /**
     * Reads no further key, and interrupts the calls under way. Returns at once; what is stored stays.
     */
    void stop();

    /**
     * What becomes of the warm-up.
     *
     * @return completes when no call is under way any more, on a thread of the warm-up; fails with what the iterator of
     *     the keys threw. Completing or cancelling it changes nothing
     */
    CompletionStage<WarmUpResult> result();

    /**
     * Waits on the calling thread until no call is under way any more. An interrupt ends the wait and not the warm-up.
     *
     * @return what became of the warm-up
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if the iterator of the keys threw, which is its cause
     */
    WarmUpResult await() throws InterruptedException;
}
