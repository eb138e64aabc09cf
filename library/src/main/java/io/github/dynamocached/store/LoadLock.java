package io.github.dynamocached.store;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The port to the lock that decides which node loads. It only saves loads. Correctness rests on the tokens of
 * {@link EntryStore} alone, so a lock that is lost, late or held twice does no harm.
 *
 * <p>The rules of {@link EntryStore} on failures, threads and cancelling apply here too.
 */
public interface LoadLock {

    /**
     * Takes the lock of a slot if it is free, without waiting.
     *
     * @param slot the slot
     * @param owner unique to the load
     * @param lease after which the lock is free again, whatever happens
     * @return whether the owner holds the lock now
     */
    CompletionStage<Boolean> tryLock(Slot slot, long owner, Duration lease);

    /**
     * Gives the lock back if the owner still holds it.
     *
     * @param slot the slot
     * @param owner who took it
     * @return completes when the server has answered
     */
    CompletionStage<Void> unlock(Slot slot, long owner);
}
